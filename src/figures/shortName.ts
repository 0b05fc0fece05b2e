/** A name that fits: the rest of it is in the mark's tip. Names come from files and may be anything. */
export const shortName = (name: string, most = 14): string => {
  const line = name.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
};
