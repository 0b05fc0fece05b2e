import { createTable } from '../../../src/log/duckdb/appendRows.ts';
import { type LoadedRun, loadRun } from '../../../src/log/duckdb/loadRun.ts';
import { withDuckDB } from '../../../src/log/duckdb/withDuckDB.ts';
import { withRun } from '../../../src/log/tables/logTable.ts';
import { LOG_TABLES } from '../../../src/log/tables/tables.ts';
import type { Rows } from '../tables/rowsOfEvents.ts';

/** Every table of a run as DuckDB has it, named `name`; a whole number as a number, JSON as what it holds. */
export const readTables = (
  path: string,
  { name = 'r', verify = false } = {},
): Promise<{ readonly loaded: LoadedRun; readonly tables: Rows }> =>
  withDuckDB(async (database) => {
    for (const table of LOG_TABLES) await createTable(database, withRun(table));
    const loaded = await loadRun(database, { path, name, tables: LOG_TABLES, verify });
    const tables: Record<string, Record<string, unknown>[]> = {};
    for (const table of LOG_TABLES) {
      const read = await database.connection.runAndReadAll(`select * from "${table.name}"`);
      const json = new Set(table.columns.filter(({ type }) => type === 'JSON').map((column) => column.name));
      tables[table.name] = read.getRowObjectsJS().map(({ run, ...row }) => {
        if (run !== name) throw new Error(`a row of ${table.name} is of run ${run}`);
        return Object.fromEntries(
          Object.entries(row).map(([column, value]) => [
            column,
            typeof value === 'bigint' ? Number(value) : json.has(column) ? JSON.parse(String(value)) : value,
          ]),
        );
      });
    }
    return { loaded, tables };
  });
