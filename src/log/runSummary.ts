import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../domain/scenario.ts';
import { codeOf, fileError } from './fileError.ts';
import { LogError } from './LogError.ts';
import { removeQuietly, SUMMARY_FILE } from './runFiles.ts';
import { isPlainObject } from './shapes.ts';

/** What run.json holds. Only `complete: true` says that the log beside it is whole, with `events` lines and this `head`. */
export interface RunSummary {
  readonly name: string;
  readonly seed: string;
  readonly version: string;
  /** Where the paths of the scenario's modules start, seen from the folder of run.json. */
  readonly folder?: string;
  readonly scenario: Scenario;
  readonly events: number;
  readonly head: string;
  readonly stateHash: string | null;
  readonly complete: boolean;
}

/** Writes run.json at one stroke: a reader finds the old one or the new one. Throws a LogError. */
export function writeRunSummary(directory: string, summary: RunSummary): void {
  const path = join(directory, SUMMARY_FILE);
  const draft = `${path}.tmp`;
  try {
    // A draft that an earlier run left behind, or a link in its place, must not be written through.
    rmSync(draft, { force: true });
    const file = openSync(draft, 'wx');
    try {
      writeFileSync(file, `${JSON.stringify(summary, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    removeQuietly(draft);
    throw fileError(error, `write ${path}`);
  }
}

/** The part of run.json that speaks of the log, or null if there is none. Throws a LogError if it cannot be read. */
export function readRunClaim(directory: string): Pick<RunSummary, 'events' | 'head' | 'complete' | 'folder'> | null {
  const path = join(directory, SUMMARY_FILE);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw fileError(error, `read ${path}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new LogError(`${path} is not JSON: it was edited or cut off`, 'log', { cause: error });
  }
  if (isPlainObject(value)) {
    const { events, head, complete, folder } = value;
    if (typeof events === 'number' && typeof head === 'string' && typeof complete === 'boolean') {
      return { events, head, complete, ...(typeof folder === 'string' ? { folder } : {}) };
    }
  }
  throw new LogError(`${path} was edited: events, head and complete are not as this program writes them`, 'log');
}
