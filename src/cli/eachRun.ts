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

/**
 * Makes the tables of the log and fills them with one run after the other, each of which is handed out when it is there. What is
 * wrong with a log goes to stderr; its run is loaded up to there.
 */
export async function* eachRun(
  database: Database,
  { words, tables, verify }: RunsQuestion,
): AsyncGenerator<NamedRun, void> {
  const paths = await runPaths(database, words);
  const names = runNames(paths);
  for (const table of LOG_TABLES) await createTable(database, withRun(table));
  const progress = progressOf(paths.length, 'runs');
  try {
    for (const [i, path] of paths.entries()) {
      const name = names[i] as string;
      const loaded = await loadRun(database, { path, name, tables, verify });
      if (loaded.fault !== null) process.stderr.write(`${describeBreak(eventsFile(path), loaded.fault)}\n`);
      yield { name, path, ...loaded };
      progress.at(i + 1);
    }
  } finally {
    progress.stop();
  }
}
