import { parse } from 'csv-parse/sync';
import type { ReadColumn } from './column.ts';
import { nearest } from './nearest.ts';
import { readText } from './readText.ts';
import { listWords, show } from './show.ts';

interface Row {
  readonly record: readonly string[];
  /** `lines`: the line that the row ends in. */
  readonly info: { readonly lines: number };
}

/** The cells under one header of a CSV file; `shown` is its path as the scenario writes it. */
export function readCsvColumn(path: string, shown: string, column: string): ReturnType<ReadColumn> {
  const read = readText(path);
  if ('error' in read) return { error: `${shown}: ${read.error}`, of: 'file' };
  let rows: readonly Row[];
  try {
    // Rows as lists, not as mappings: a header that stands twice must be seen to stand twice.
    rows = parse(read.text, { info: true, skip_empty_lines: true, bom: true }) as unknown as readonly Row[];
  } catch (error) {
    return { error: `${shown}: not CSV: ${error instanceof Error ? error.message : String(error)}`, of: 'file' };
  }
  const headers = rows[0]?.record.map((header) => header.trim()) ?? [];
  const at = headers.indexOf(column);
  if (at < 0) return { error: missingColumn(shown, column, headers), of: 'column' };
  if (headers.lastIndexOf(column) !== at)
    return { error: `${shown}: two columns are called ${show(column)}`, of: 'column' };
  return { rows: rows.slice(1).map(({ record, info }) => ({ line: info.lines, text: record[at] ?? '' })) };
}

function missingColumn(shown: string, column: string, headers: readonly string[]): string {
  if (headers.length === 0) return `${shown}: expected a header row, got an empty file`;
  const meant = nearest(column, headers);
  const known = headers.slice(0, 10);
  const others = headers.length > known.length ? ` and ${headers.length - known.length} more` : '';
  const hint = meant === null ? '' : `: did you mean ${meant}?`;
  return `${shown}: expected one of its columns, ${listWords(known)}${others}, got ${show(column)}${hint}`;
}
