import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { literal } from '../../log/duckdb/sql.ts';
import { withDuckDB } from '../../log/duckdb/withDuckDB.ts';
import { EXIT, UserFault } from '../failure.ts';
import { shellWord } from '../shellWord.ts';
import { answerSql, checkSyntax, isSql } from '../sql.ts';
import { type RowFormat, resultText } from '../sqlResult.ts';
import { untilStopped } from '../untilStopped.ts';
import { writeOut } from '../writeOut.ts';
import { PARQUET_FILE } from './writeSweep.ts';

/** Whether a word is the folder of a finished sweep. */
export const isSweep = (word: string): boolean => existsSync(join(word, PARQUET_FILE));

/** `forespot query DIR SQL` over the table `cells` of a sweep; without SQL, its columns. */
export const querySweep = (words: readonly string[], format: RowFormat): Promise<number> => {
  const [directory, sql = COLUMNS, ...more] = words as readonly [string, ...string[]];
  if (!isSweep(directory) || more.length > 0 || !isSql(sql)) {
    throw new UserFault(['forespot: expected one folder of a sweep and then SQL: forespot query DIR "select ..."']);
  }
  return withDuckDB((database) =>
    untilStopped(database, async () => {
      const { connection } = database;
      const path = join(directory, PARQUET_FILE);
      try {
        await connection.run(`create table cells as select * from read_parquet(${literal(path)})`);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new UserFault([`forespot: cannot read ${path}: ${reason}; forespot sweep writes it anew`]);
      }
      const rowObjects = (await connection.runAndReadAll(COLUMNS)).getRowObjects();
      const tables = [`  cells(${rowObjects.map((row) => row['column_name']).join(', ')})`];
      await checkSyntax(database, sql, tables);
      // From here on SQL reaches no file.
      await connection.run('set enable_external_access = false; set lock_configuration = true');
      const result = await answerSql(database, sql, tables);
      for await (const text of resultText(database, result, format)) await writeOut(text);
      if (sql === COLUMNS && format === 'table') {
        process.stdout.write(`\nnext:\n  npx forespot query ${shellWord(directory)} "select * from cells limit 10"\n`);
      }
      return EXIT.done;
    }),
  );
};

const COLUMNS = 'select column_name, column_type from (describe cells)';
