import { show, showCount } from './show.ts';

/** The cells of one column of a CSV file, with the line each stands in; or why there are none, and which of the two is to blame. */
export type ReadColumn = (
  file: string,
  column: string,
) => { readonly rows: readonly { readonly line: number; readonly text: string }[] } | ColumnError;

interface ColumnError {
  readonly error: string;
  readonly of?: 'file' | 'column';
}

export interface Column {
  /** In the order of the file. */
  readonly values: readonly number[];
  /** A sentence about rows that were left out. */
  readonly note: string | null;
  readonly faults: readonly { readonly message: string; readonly of: 'file' | 'column' }[];
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
/** Lines named in one sentence, and cells complained of one by one: a wrong column has thousands. */
const MOST_NAMED = 10;

/** A column's numbers. Empty cells are left out, with a note; anything else that is no number is a fault. */
export function numericColumn(file: string, column: string, readColumn: ReadColumn): Column {
  const read = readColumn(file, column);
  if ('error' in read) return { values: [], note: null, faults: [{ message: read.error, of: read.of ?? 'file' }] };
  const rows = read.rows.map(({ line, text }) => ({ line, text: text.trim() }));
  const empty = rows.filter(({ text }) => text === '');
  const bad = rows.filter(({ text }) => text !== '' && !isNumber(text));
  const faults = bad.slice(0, MOST_NAMED).map(({ line, text }) => cellFault(file, column, line, text));
  if (bad.length > MOST_NAMED) {
    const more = showCount(bad.length - MOST_NAMED);
    faults.push({ message: `${file}: ${more} more cells of ${column} hold no number`, of: 'column' });
  }
  return {
    values: rows.filter(({ text }) => isNumber(text)).map(({ text }) => Number(text) + 0),
    note: empty.length === 0 ? null : emptyNote(file, column, empty, rows.length),
    faults,
  };
}

function isNumber(text: string): boolean {
  return NUMBER.test(text) && Number.isFinite(Number(text));
}

function cellFault(file: string, column: string, line: number, text: string) {
  return {
    message: `${file} line ${showCount(line)}: expected a number as ${column}, got ${show(text)}`,
    of: 'column' as const,
  };
}

function emptyNote(file: string, column: string, empty: readonly { readonly line: number }[], rows: number): string {
  const named = empty.slice(0, MOST_NAMED).map(({ line }) => showCount(line));
  const more = empty.length > MOST_NAMED ? ` and ${showCount(empty.length - MOST_NAMED)} more` : '';
  const share = `${showCount(empty.length)} of ${showCount(rows)} rows`;
  if (empty.length === 1) return `${file}: ${share} has no ${column} and was left out (line ${named[0]})`;
  return `${file}: ${share} have no ${column} and were left out (lines ${named.join(', ')}${more})`;
}
