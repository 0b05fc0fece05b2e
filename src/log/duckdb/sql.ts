/** A name in SQL, whatever it holds. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text in SQL, whatever it holds. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
