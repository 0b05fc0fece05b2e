import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { Cell, Table } from '../tables/table.ts';
import { literal, quoted } from './sql.ts';
import type { Database } from './withDuckDB.ts';

/** Rows that DuckDB takes at once: its own vectors are as long. */
const CHUNK = 2048;

/** Makes an empty table, its comments included. */
export const createTable = async ({ connection }: Database, { name, comment, columns }: Table): Promise<void> => {
  await connection.run(
    [
      `create table ${quoted(name)} (${columns.map((column) => `${quoted(column.name)} ${column.type}`).join(', ')})`,
      `comment on table ${quoted(name)} is ${literal(comment)}`,
      ...columns.map(
        (column) => `comment on column ${quoted(name)}.${quoted(column.name)} is ${literal(column.comment)}`,
      ),
    ].join('; '),
  );
};

/**
 * Appends rows, each with a cell for every column in the table's order, to a table of `createTable`, and says how many.
 * Half a microsecond a cell at most; numbers keep every bit. Throws on a row of another length or a cell of another type.
 */
export const appendRows = async (
  { connection, duckdb }: Database,
  table: Table,
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
): Promise<number> => {
  const types = table.columns.map(({ type }) => (type === 'JSON' ? duckdb.VARCHAR : duckdb[type]));
  const appender = await connection.createAppender(table.name);
  let columns: Value[][] = types.map(() => []);
  let waiting = 0;
  let count = 0;
  const flush = (): void => {
    if (waiting === 0) return;
    const chunk: DuckDBDataChunk = duckdb.DuckDBDataChunk.create(types, waiting);
    chunk.setColumns(columns);
    appender.appendDataChunk(chunk);
    columns = types.map(() => []);
    count += waiting;
    waiting = 0;
  };
  for await (const row of rows) {
    if (row.length !== types.length) {
      throw new Error(`a row of table ${table.name} has ${row.length} cells, expected ${types.length}`);
    }
    for (let c = 0; c < row.length; c++) columns[c]?.push(toValue(row[c] as Cell, table, c));
    waiting += 1;
    if (waiting === CHUNK) flush();
  }
  flush();
  appender.closeSync();
  return count;
};

type Value = string | number | bigint | boolean | null;

const JS_TYPES = { BOOLEAN: 'boolean', BIGINT: 'number', DOUBLE: 'number', VARCHAR: 'string', JSON: 'string' } as const;

/** DuckDB would write whatever lies in memory for a value of the wrong type. */
const toValue = (cell: Cell, table: Table, c: number): Value => {
  const { name, type } = table.columns[c] as Table['columns'][number];
  if (cell === null) return null;
  if (typeof cell !== JS_TYPES[type]) {
    throw new Error(`${table.name}.${name}: expected a ${type}, got ${JSON.stringify(cell)}`);
  }
  return type === 'BIGINT' ? BigInt(cell as number) : cell;
};
