import { closeSync, fsyncSync, openSync, rmSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, fileError } from './fileError.ts';
import { LogError } from './LogError.ts';

export const EVENTS_FILE = 'events.ndjson';
export const SUMMARY_FILE = 'run.json';

/** Where the log is that a user names by its folder or by its file; `directory` is null if it was the file. */
export function locateLog(path: string): { readonly events: string; readonly directory: string | null } {
  if (!lookAt(path).isDirectory()) return { events: path, directory: null };
  const events = join(path, EVENTS_FILE);
  try {
    lookAt(events);
  } catch (error) {
    if (!(error instanceof LogError) || codeOf(error.cause) !== 'ENOENT') throw error;
    throw new LogError(`${path} holds no run: there is no ${EVENTS_FILE} in it`, 'file');
  }
  return { events, directory: path };
}

/** Where a file is written before it takes its place: beside it, and nobody else's. */
export const draftOf = (path: string): string => `${path}.${process.pid}.tmp`;

/** For cleaning up after a failure, which is to be reported and not this. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}

function lookAt(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw fileError(error, `read ${path}`);
  }
}

/** Best effort: that files are in a folder survives a power cut. Not every system lets a folder be opened. */
export function syncFolder(directory: string): void {
  try {
    const folder = openSync(directory, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {}
}
