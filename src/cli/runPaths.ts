import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { literal } from '../log/duckdb/sql.ts';
import type { Database } from '../log/duckdb/withDuckDB.ts';
import { EVENTS_FILE } from '../log/runFiles.ts';
import { UserFault } from './failure.ts';
import { runFolder } from './openLog.ts';
import { shellWord } from './shellWord.ts';

/**
 * The runs that words of a command name, none twice: folders, files of events, and patterns (`runs/*`, `**`, `?`, `[a-c]`) that
 * the shell left alone. Throws a UserFault for a pattern that no run matches, and for a folder of runs that is none itself.
 */
export const runPaths = async (database: Database, words: readonly string[]): Promise<readonly string[]> => {
  const paths = new Map<string, string>();
  for (const word of words) {
    const found = existsSync(word) || !/[*?[]/.test(word) ? [word] : await matching(database, word);
    if (found.length === 0) throw new UserFault([`forespot: no run matches ${shellWord(word)}`]);
    for (const path of found) paths.set(resolve(runFolder(path)), runFolder(path));
  }
  return [...paths.values()].map(checked);
};

/** By DuckDB, which is open anyway. */
const matching = async ({ connection }: Database, pattern: string): Promise<readonly string[]> => {
  const found = await connection.runAndReadAll(
    `select distinct file from glob([${[join(pattern, EVENTS_FILE), pattern].map(literal).join(', ')}]) where file like '%.ndjson' order by file`,
  );
  return found.getRowsJS().map(([file]) => String(file));
};

const checked = (path: string): string => {
  const holds = (folder: string): boolean => existsSync(join(folder, EVENTS_FILE));
  if (!(statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false) || holds(path)) return path;
  const inside = readdirSync(path).filter((name) => holds(join(path, name)));
  if (inside.length === 0) return path;
  throw new UserFault([
    `forespot: ${path} holds no run, but ${inside.length} of its folders ${inside.length === 1 ? 'does' : 'do'}: name them all by '${join(path, '*')}'`,
  ]);
};
