import { renameSync, rmSync } from 'node:fs';
import { codeOf, fileError } from '../fileError.ts';
import { draftOf, removeQuietly } from '../runFiles.ts';
import type { Table } from '../tables/table.ts';
import { literal, quoted } from './sql.ts';
import type { Database } from './withDuckDB.ts';

export type FileFormat = 'parquet' | 'csv';

/**
 * Writes columns of a table of the database to a file at one stroke: a reader finds nothing, or what was there before, or all of
 * it. Parquet is compressed by zstd and carries the comments as metadata, keys `table` and `columns`; CSV (RFC 4180) has a
 * heading, `NaN` and the like as DuckDB writes them, and nothing for null. Numbers keep every bit in both.
 * Throws a LogError if the file system refuses.
 */
export const copyTable = async ({ connection }: Database, { table, path, format }: CopyQuestion): Promise<void> => {
  const draft = draftOf(path);
  const columns = table.columns.map(({ name }) => quoted(name)).join(', ');
  const options =
    format === 'csv'
      ? 'format csv, header true'
      : `format parquet, compression zstd, kv_metadata { "table": ${literal(`${table.name}: ${table.comment}`)}, "columns": ${literal(JSON.stringify(table.columns))} }`;
  try {
    rmSync(draft, { force: true });
    await connection.run(`copy (select ${columns} from ${quoted(table.name)}) to ${literal(draft)} (${options})`);
    renameSync(draft, path);
  } catch (error) {
    removeQuietly(draft);
    throw refusedByFileSystem(error) ? fileError(error, `write ${path}`) : error;
  }
};

interface CopyQuestion {
  readonly table: Table;
  readonly path: string;
  readonly format: FileFormat;
}

const refusedByFileSystem = (error: unknown): boolean =>
  codeOf(error) !== '' || (error instanceof Error && error.message.startsWith('IO Error'));
