import { existsSync } from 'node:fs';
import type { DuckDBResult } from '@duckdb/node-api';
import type { Database } from '../log/duckdb/withDuckDB.ts';
import { UserFault } from './failure.ts';

/** A path may have spaces, and is a path if it is there. */
export const isSql = (word: string): boolean => /[\s;]/.test(word.trim()) && !existsSync(word);

/** Throws a UserFault where a text is no SQL; `tables` are the lines that say what there is. */
export const checkSyntax = async ({ connection }: Database, sql: string, tables: readonly string[]): Promise<void> => {
  try {
    const { count } = await connection.extractStatements(sql);
    if (count > 1) throw new UserFault([`forespot: expected one statement of SQL, got ${count}: ask them one by one`]);
  } catch (error) {
    if (error instanceof UserFault) throw error;
    // What DuckDB's client says of white space and comments alone.
    if (error instanceof Error && error.message === 'Error in native callback') {
      throw new UserFault(['forespot: the SQL holds no statement']);
    }
    throw sqlFault(error, tables);
  }
};

/** The answer to SQL, or a UserFault. */
export const answerSql = async (
  { connection }: Database,
  sql: string,
  tables: readonly string[],
): Promise<DuckDBResult> => {
  try {
    return await connection.run(sql);
  } catch (error) {
    throw sqlFault(error, tables);
  }
};

/** DuckDB's own words, with the place, and what there is. */
const sqlFault = (error: unknown, tables: readonly string[]): UserFault =>
  new UserFault([
    `forespot: the SQL fails: ${(error instanceof Error ? error.message : String(error)).replace('Failed to extract statements: ', '').trimEnd()}`,
    '',
    'the tables and their columns; forespot query DIR explains them:',
    ...tables,
  ]);
