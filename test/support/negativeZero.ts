/** The path of the first -0 in a value; null where there is none. */
export const negativeZeroIn = (value: unknown, path = ''): string | null => {
  if (Object.is(value, -0)) return path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = negativeZeroIn(inner, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
};
