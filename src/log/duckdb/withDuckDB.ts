import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { LogError } from '../LogError.ts';

/** A database in memory that reaches no network. */
export interface Database {
  readonly connection: DuckDBConnection;
  readonly duckdb: typeof import('@duckdb/node-api');
}

/**
 * Works in an empty database, which is closed afterwards. DuckDB is loaded here and not before: it takes a quarter of a second,
 * and its binary, an optional package for each platform, may be missing, in which case a LogError says so. What does not fit
 * in memory goes to a folder that is gone afterwards.
 */
export const withDuckDB = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
  const duckdb = await loadDuckDB();
  const spillFolder = join(tmpdir(), `forespot-${randomUUID()}`);
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // DuckDB makes it when it needs it.
    temp_directory: spillFolder,
  });
  try {
    const connection = await instance.connect();
    try {
      return await work({ connection, duckdb });
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
    rmSync(spillFolder, { recursive: true, force: true });
  }
};

const loadDuckDB = async (): Promise<typeof import('@duckdb/node-api')> => {
  try {
    return await import('@duckdb/node-api');
  } catch (error) {
    const { platform, arch } = process;
    throw new LogError(
      `this needs DuckDB, which cannot be loaded on ${platform}-${arch}: install the package @duckdb/node-bindings-${platform}-${arch}`,
      'file',
      { cause: error },
    );
  }
};
