import { setTimeout } from 'node:timers/promises';
import type { Database } from '../log/duckdb/withDuckDB.ts';
import { stopSignal } from './stopSignal.ts';

/** Milliseconds that work has for ending after it was asked to stop. */
const GRACE = 2000;

/** Does work in a database, or stops it by a signal: DuckDB gives up what it does, and the program leaves with the signal's status. */
export const untilStopped = async (database: Database, work: () => Promise<number>): Promise<number> => {
  let stopped: number | undefined;
  const subscription = stopSignal().subscribe((status) => {
    stopped = status;
    database.connection.interrupt();
    // What does not hear of it, a verifier in the middle of a log, is left where it is.
    void setTimeout(GRACE, undefined, { ref: false }).then(() => process.exit(status));
  });
  try {
    const status = await work();
    return stopped ?? status;
  } catch (error) {
    if (stopped === undefined) throw error;
    return stopped;
  } finally {
    subscription.unsubscribe();
  }
};
