import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { NO_HASH } from '../encodeEvent.ts';
import { fileError } from '../fileError.ts';
import { LogError } from '../LogError.ts';
import type { LogLine } from '../logLine.ts';
import { readLines } from '../readLines.ts';
import { isPlainObject } from '../shapes.ts';
import { FIELDS } from '../tables/relations.ts';
import { SEALED } from '../tables/sealedFields.ts';
import { literal } from './sql.ts';
import type { Database } from './withDuckDB.ts';

/** What DuckDB read of a file of events into the temporary table `lines`. */
export interface ReadLog {
  readonly lines: number;
  /** Lines from the beginning that are JSON, in their place, and on the hash of the line before. */
  readonly whole: number;
  /** Hash of the last of these. */
  readonly head: string;
  /** Whether the file ended in an end of line when it was opened. */
  readonly ended: boolean;
  readonly redacted: boolean;
}

/** What DuckDB sets aside for a line unless it is told otherwise. */
const LINE = 16 * 1024 * 1024;

/** Reads a file of events, `asWritten` with the text of each line as `line`. About 1 us an event. */
export const readLog = async (
  { connection }: Database,
  { file, asWritten }: { readonly file: string; readonly asWritten: boolean },
): Promise<ReadLog> => {
  const ended = endsInLineFeed(file);
  const first = await firstLine(file);
  // No other line says a fourth of what the first says of every agent.
  const longest = Math.max(LINE, 4 * first.bytes);
  const redacted = isRedacted(first.text);
  const changes = Object.entries(SEALED.read).map(([name, value]) => `${value} as ${name}`);
  const structure = JSON.stringify(redacted ? SEALED.structure : FIELDS);
  await connection.run(`
    create or replace temp table lines as
    select *${redacted ? ` replace (${changes.join(', ')})` : ''}
    from (
      select ${asWritten ? 'json as line, ' : ''}unnest(from_json(json, ${literal(structure)}))
      from read_ndjson_objects(${literal(escaped(resolve(file)))}, ignore_errors = true, compression = 'uncompressed', maximum_object_size = ${longest})
    )`);
  // DuckDB keeps the order of the file, so that a row's id is the place of its line.
  const checked = await connection.runAndReadAll(`
    with links as (select rowid as nth, seq, prev, lag(hash, 1, ${literal(NO_HASH)}) over () as before from lines),
      broken as (select min(nth) as nth from links where seq is distinct from nth or prev is distinct from before),
      size as (select count(*) as lines, coalesce((select nth from broken), count(*)) as whole from lines)
    select lines, whole, (select hash from lines where rowid = whole - 1) from size`);
  const [lines, whole, head] = checked.getRowsJS()[0] as [bigint, bigint, string | null];
  return { lines: Number(lines), whole: Number(whole), head: head ?? NO_HASH, ended, redacted };
};

/** A path in which DuckDB shall see no pattern. */
const escaped = (path: string): string => path.replace(/[*?[]/g, '[$&]');

const firstLine = async (file: string): Promise<LogLine> => {
  for await (const line of readLines(file)) return line;
  return { text: '', bytes: 0, ended: false };
};

/** Where the seed is sealed, all secrets are. */
const isRedacted = (line: string): boolean => {
  try {
    return isPlainObject(JSON.parse(line)?.seed);
  } catch {
    // No log then, which shows soon.
    return false;
  }
};

const endsInLineFeed = (path: string): boolean => {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new LogError(`cannot read ${path}: it is no file that can be read twice`, 'file');
    const last = Buffer.alloc(1);
    return stat.size === 0 || (readSync(file, last, 0, 1, stat.size - 1) === 1 && last[0] === 10);
  } catch (error) {
    throw error instanceof LogError ? error : fileError(error, `read ${path}`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
};
