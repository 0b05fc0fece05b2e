/** A word of a command as one can paste it into a shell. */
export const shellWord = (text: string): string =>
  /^[\p{L}\p{N}_./@%+=:,-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
