import { LogError } from '../LogError.ts';
import { locateLog } from '../runFiles.ts';
import { type LogTable, rowsOf } from '../tables/logTable.ts';
import { RELATIONS } from '../tables/relations.ts';
import { disagreement, verifyRun } from '../verifyRun.ts';
import { type ReadLog, readLog } from './readLog.ts';
import { literal, quoted } from './sql.ts';
import type { Database } from './withDuckDB.ts';

/** What was found of a log. */
export interface LoadedRun {
  readonly events: number;
  readonly complete: boolean;
  /** Whether it hides secrets, which read as null then. */
  readonly redacted: boolean;
  /** The last cycle that began. */
  readonly cycle: number;
  /** Where the log stops being whole, and why; what stands before it was loaded. */
  readonly fault: LoadFault | null;
}

interface LoadFault {
  readonly seq: number;
  /** From 1. */
  readonly line: number;
  readonly reason: string;
}

interface LoadQuestion {
  /** A run's folder or its file of events. */
  readonly path: string;
  /** What the tables call it. */
  readonly name: string;
  readonly tables: readonly LogTable[];
  /** Whether to check every hash. */
  readonly verify: boolean;
}

/**
 * Appends a run to tables that `createTable` made; DuckDB reads the lines itself, about 1 M events a second. Every line must be
 * JSON, in its place and on the hash of the line before, and the last one be where run.json says that the log ends; whether a
 * line holds what its hash says is checked with `verify` only, at 8 us an event. A log that is not whole is given to verifyRun,
 * which says why, and loaded up to there. Throws a LogError if the path cannot be read.
 */
export const loadRun = async (database: Database, question: LoadQuestion): Promise<LoadedRun> => {
  const { connection } = database;
  const { path, name, tables } = question;
  const { whole, redacted, fault } = await readWhole(database, question);
  if (whole === 0) return { events: 0, complete: false, redacted, cycle: 0, fault };
  await connection.run(`delete from lines where rowid >= ${whole}`);
  for (const [relation, select] of Object.entries(RELATIONS)) {
    await connection.run(`create or replace temp table ${relation} as ${select}`);
  }
  for (const table of tables) {
    try {
      await connection.run(`insert into ${quoted(table.name)} ${rowsOf(table, literal(name))}`);
    } catch (error) {
      throw new Error(`${path}, table ${table.name}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
  }
  const summary = await connection.runAndReadAll(
    `select coalesce(max(cycle), 0), coalesce(bool_or(kind = 'run-completed'), false) from lines`,
  );
  const [cycle, complete] = summary.getRowsJS()[0] as [bigint, boolean];
  return { events: whole, complete, redacted, cycle: Number(cycle), fault };
};

const readWhole = async (
  database: Database,
  { path, tables, verify }: LoadQuestion,
): Promise<{ readonly whole: number; readonly redacted: boolean; readonly fault: LoadFault | null }> => {
  const { events: file, directory } = locateLog(path);
  const asWritten = tables.some(({ name }) => name === 'events');
  let read: ReadLog;
  try {
    read = await readLog(database, { file, asWritten });
  } catch (error) {
    if (error instanceof LogError) throw error;
    // Something so unlike a log that DuckDB gives up. The verifier has a sentence for it, or it is a fault of ours.
    const verdict = await verifyRun(path);
    if (verdict.holds || verdict.whole.events > 0) throw error;
    return { whole: 0, redacted: false, fault: verdict };
  }
  const { lines, whole, ended, redacted } = read;
  const disagrees = directory !== null && disagreement(directory, { events: whole, head: read.head }) !== null;
  if (!verify && ended && whole === lines && lines > 0 && !disagrees) return { whole, redacted, fault: null };
  const verdict = await verifyRun(path);
  if (!verdict.holds) return { whole: Math.min(whole, verdict.whole.events), redacted, fault: verdict };
  // A last line that was torn when DuckDB read it, and is whole by now, is of a run that goes on.
  if (whole >= lines - 1) return { whole, redacted, fault: null };
  throw new LogError(`${file}:${whole + 1}: event ${whole} holds a text that DuckDB cannot read`, 'log');
};
