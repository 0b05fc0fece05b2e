import type { DuckDBResult, DuckDBValue, DuckDBValueConverter, Json } from '@duckdb/node-api';
import type { Database } from '../log/duckdb/withDuckDB.ts';
import { csv } from './csv.ts';
import { oneLine, table } from './format.ts';

export type RowFormat = 'table' | 'csv' | 'json';

/** Rows of a table on a terminal, and characters of a cell there. */
const MOST_ROWS = 1000;
const WIDEST_CELL = 60;
const WIDEST_TABLE = 140;

/** A result as text, piece by piece; numbers at full precision. JSON is one list of objects. */
export async function* resultText(
  { duckdb }: Database,
  result: DuckDBResult,
  format: RowFormat,
): AsyncGenerator<string> {
  const names = result.deduplicatedColumnNames();
  const rows = result.yieldConvertedRows(plainValue(duckdb.JsonDuckDBValueConverter));
  const holdJson = result.columnTypes().map(({ alias }) => alias === 'JSON');
  switch (format) {
    case 'csv':
      yield `${csv(names, [])}\n`;
      for await (const some of rows) yield `${some.map((row) => csv(row.map(cell), [])).join('\n')}\n`;
      return;
    case 'json': {
      let first = true;
      yield '[';
      for await (const some of rows) {
        for (const row of some) {
          const object = Object.fromEntries(
            names.map((name, c) => [name, parsed(row[c] ?? null, holdJson[c] === true)]),
          );
          yield `${first ? '' : ','}\n  ${JSON.stringify(object)}`;
          first = false;
        }
      }
      yield first ? ']\n' : '\n]\n';
      return;
    }
    case 'table':
      yield await tableText(names, rows);
      return;
    default:
      format satisfies never;
  }
}

/** Whole numbers are numbers as long as they can be. */
const plainValue = (rest: DuckDBValueConverter<Json>): DuckDBValueConverter<Json> => {
  const convert: DuckDBValueConverter<Json> = (value, type, converter) => {
    if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    if (isDecimal(value)) return Number(String(value));
    return rest(value, type, converter);
  };
  return convert;
};

const isDecimal = (value: DuckDBValue): boolean =>
  typeof value === 'object' && value !== null && 'scale' in value && 'width' in value;

const parsed = (value: Json, holdsJson: boolean): Json =>
  holdsJson && typeof value === 'string' ? (JSON.parse(value) as Json) : value;

const cell = (value: Json | null): string =>
  value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

const tableText = async (
  names: readonly string[],
  rows: AsyncIterable<readonly (readonly (Json | null)[])[]>,
): Promise<string> => {
  const shown: (readonly string[])[] = [];
  let count = 0;
  for await (const some of rows) {
    count += some.length;
    for (const row of some) if (shown.length < MOST_ROWS) shown.push(row.map(shortCell));
  }
  if (count === 0) return `no rows; the columns are ${names.join(', ')}\n`;
  const more = count - shown.length;
  const body = laidOut(names, shown);
  return `${body}\n${more > 0 ? `... and ${more} more rows; --format csv prints all\n` : ''}`;
};

/** A table, or where that is too wide for a screen a line for each value. */
const laidOut = (names: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = names.map((name, c) => Math.max(name.length, ...rows.map((row) => row[c]?.length ?? 0)));
  const width = widths.reduce((sum, each) => sum + each + 3, 0);
  if (width <= WIDEST_TABLE) return table(names, rows);
  const longest = Math.max(...names.map(({ length }) => length));
  return rows.map((row) => names.map((name, c) => `${name.padEnd(longest)}  ${row[c]}`).join('\n')).join('\n\n');
};

const shortCell = (value: Json | null): string => {
  if (value === null) return 'null';
  const text = oneLine(cell(value));
  return text.length > WIDEST_CELL ? `${text.slice(0, WIDEST_CELL - 1)}…` : text;
};
