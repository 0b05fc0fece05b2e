/** Rows as CSV (RFC 4180, but lines end in \n): numbers at full precision, nothing for null, quotes where a text needs them. */
export const csv = (head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string =>
  [head, ...rows].map((row) => row.map(field).join(',')).join('\n');

const field = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
