import { createTable } from '../log/duckdb/appendRows.ts';
import { type LoadedRun, loadRun } from '../log/duckdb/loadRun.ts';
import type { Database } from '../log/duckdb/withDuckDB.ts';
import { type LogTable, withRun } from '../log/tables/logTable.ts';
import { LOG_TABLES } from '../log/tables/tables.ts';
import { describeBreak, eventsFile } from './openLog.ts';
import { progressOf } from './progress.ts';
import { runNames } from './runNames.ts';
import { runPaths } from './runPaths.ts';

interface RunsQuestion {
  /** Folders, files and patterns. */
  readonly words: readonly string[];
  /** The tables to fill; the others are there and empty. */
  readonly tables: readonly LogTable[];
  readonly verify: boolean;
}

export interface NamedRun extends LoadedRun {
  readonly name: string;
  readonly path: string;
}

/** Makes the tables of the log and fills them from runs. What is wrong with a log goes to stderr, and its run is there up to it. */
export const loadRuns = async (
  database: Database,
  { words, tables, verify }: RunsQuestion,
): Promise<readonly NamedRun[]> => {
  const paths = await runPaths(database, words);
  const names = runNames(paths);
  for (const table of LOG_TABLES) await createTable(database, withRun(table));
  const progress = progressOf(paths.length, 'runs');
  const runs: NamedRun[] = [];
  try {
    for (const [i, path] of paths.entries()) {
      const name = names[i] as string;
      runs.push({ name, path, ...(await loadRun(database, { path, name, tables, verify })) });
      progress.at(i + 1);
    }
  } finally {
    progress.stop();
  }
  for (const { path, fault } of runs) {
    if (fault !== null) process.stderr.write(`${describeBreak(eventsFile(path), fault)}\n`);
  }
  return runs;
};
