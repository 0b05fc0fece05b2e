/** The numbers behind a figure, for a CSV file. */
export interface DataTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** As CSV (RFC 4180) with numbers at full precision. A text that a spreadsheet would take for a formula gets an apostrophe in front. */
export const csvOf = ({ head, rows }: DataTable): string =>
  `${[head, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;

const cell = (value: string | number | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
