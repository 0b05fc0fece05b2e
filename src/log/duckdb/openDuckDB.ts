import type { DuckDBConnection } from '@duckdb/node-api';
import { LogError } from '../LogError.ts';

/** A database in memory that reaches no network. */
export interface Database {
  readonly connection: DuckDBConnection;
  readonly duckdb: typeof import('@duckdb/node-api');
  readonly close: () => void;
}

/**
 * Opens an empty database. DuckDB is loaded here and not before: it takes a quarter of a second, and its binary, an optional
 * package for each platform, may be missing, in which case a LogError says so. What does not fit in memory goes to
 * `spillFolder`; without one, a query that needs more memory fails.
 */
export const openDuckDB = async ({ spillFolder = '' }: { readonly spillFolder?: string } = {}): Promise<Database> => {
  const duckdb = await loadDuckDB();
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    temp_directory: spillFolder,
  });
  const connection = await instance.connect();
  return {
    connection,
    duckdb,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
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
