import { type Database, withDuckDB } from '../../log/duckdb/withDuckDB.ts';
import { locateLog } from '../../log/runFiles.ts';
import { withRun } from '../../log/tables/logTable.ts';
import { LOG_TABLES } from '../../log/tables/tables.ts';
import { describeTables, listTables } from '../describeTables.ts';
import { eachRun, type NamedRun } from '../eachRun.ts';
import { EXIT, UserFault } from '../failure.ts';
import { print, printJson } from '../format.ts';
import { stopsEarly } from '../openLog.ts';
import { shellWord } from '../shellWord.ts';
import { answerSql, checkSyntax, isSql } from '../sql.ts';
import { type RowFormat, resultText } from '../sqlResult.ts';
import { isSweep, querySweep } from '../sweep/querySweep.ts';
import { untilStopped } from '../untilStopped.ts';
import { writeOut } from '../writeOut.ts';

interface QueryOptions {
  readonly format?: RowFormat;
  readonly json?: boolean;
  readonly verify?: boolean;
}

/** For SQL that names something else. */
const columns = listTables(LOG_TABLES);

/** `forespot query DIR... SQL`: SQL over the tables of runs. Without SQL it lists the tables. */
export const queryCommand = async (words: readonly string[], options: QueryOptions): Promise<number> => {
  const format = options.json === true ? 'json' : (options.format ?? 'table');
  const last = words.at(-1);
  if (words.some(isSweep)) return querySweep(words, format);
  if (last === undefined || !isSql(last)) {
    for (const word of words) if (!/[*?[]/.test(word)) locateLog(word);
    if (format === 'json')
      printJson(LOG_TABLES.map(withRun).map(({ name, comment, columns }) => ({ name, comment, columns })));
    else
      print(
        `${describeTables(LOG_TABLES)}\n\nnext:\n  npx forespot query ${shellWord(last ?? 'DIR')} "select * from cycles"`,
      );
    return EXIT.done;
  }
  const paths = words.slice(0, -1);
  if (paths.length === 0)
    throw new UserFault([`forespot: expected the folder of a run before the SQL: forespot query DIR "select ..."`]);
  return withDuckDB((database) =>
    untilStopped(database, async () => {
      await checkSyntax(database, last, columns);
      const names = namesIn(database, last);
      const tables = LOG_TABLES.filter(({ name }) => names === null || names.has(name));
      const runs: NamedRun[] = [];
      const question = { words: paths, tables, verify: options.verify === true };
      for await (const run of eachRun(database, question)) runs.push(run);
      // What was asked for is loaded. From here on SQL reaches no file.
      await database.connection.run('set enable_external_access = false; set lock_configuration = true');
      const result = await answerSql(database, last, columns);
      for await (const text of resultText(database, result, format)) await writeOut(text);
      if (format === 'table') describeGaps(runs);
      if (names?.has('regrets') === true) await describeRegrets(database, runs);
      return runs.some(({ fault }) => fault !== null) ? EXIT.no : EXIT.done;
    }),
  );
};

/** The tables that SQL names, or null where DuckDB does not say: then all of them may be needed. */
const namesIn = ({ connection }: Database, sql: string): ReadonlySet<string> | null => {
  // These name tables in a text.
  if (/\bquery(_table)?\s*\(/i.test(sql)) return null;
  try {
    const names = connection.getTableNames(sql, false);
    return names.length === 0 ? null : new Set(names.map((name) => name.toLowerCase()));
  } catch {
    return null;
  }
};

const describeGaps = (runs: readonly NamedRun[]): void => {
  for (const { path, complete, redacted, fault, cycle } of runs) {
    if (redacted) process.stderr.write(`${path}: redacted: what is hidden reads as null\n`);
    if (!complete && fault === null) process.stderr.write(`${path}: ${stopsEarly({ lastCycle: cycle })}\n`);
  }
};

const describeRegrets = async ({ connection }: Database, runs: readonly NamedRun[]): Promise<void> => {
  const measured = await connection.runAndReadAll('select distinct run from regrets');
  const missing = runs.length - measured.currentRowCount;
  if (missing === 0) return;
  const who = runs.length === 1 ? 'the run holds' : `${missing} of ${runs.length} runs hold`;
  process.stderr.write(
    `regrets: ${who} no measures: forespot run --measure writes them, forespot measure computes them from a log\n`,
  );
};
