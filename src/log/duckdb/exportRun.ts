import { join } from 'node:path';
import { makeFolder } from '../makeFolder.ts';
import type { LogTable } from '../tables/logTable.ts';
import { copyTable } from './copyTable.ts';
import { quoted } from './sql.ts';
import type { Database } from './withDuckDB.ts';
import { writeArrow } from './writeArrow.ts';

export type ExportFormat = 'parquet' | 'csv' | 'arrow';

/**
 * Writes what the tables hold, which must be one run, to `folder`/TABLE/run=NAME/data.FORMAT, the layout that Hive made known, and
 * empties them. The run is told by the path and is no column of the files. Returns the rows of each table.
 */
export const exportRun = async (
  database: Database,
  { tables, run, folder, format }: ExportQuestion,
): Promise<readonly number[]> => {
  const { connection } = database;
  const counts: number[] = [];
  for (const table of tables) {
    const place = join(folder, table.name, `run=${encodeURIComponent(run)}`);
    makeFolder(place);
    const path = join(place, `data.${format}`);
    if (format === 'arrow') await writeArrow(database, { table, path });
    else await copyTable(database, { table, path, format });
    const rows = await connection.runAndReadAll(`select count(*) from ${quoted(table.name)}`);
    counts.push(Number(rows.getRowsJS()[0]?.[0]));
    await connection.run(`delete from ${quoted(table.name)}`);
  }
  return counts;
};

interface ExportQuestion {
  readonly tables: readonly LogTable[];
  readonly run: string;
  readonly folder: string;
  readonly format: ExportFormat;
}
