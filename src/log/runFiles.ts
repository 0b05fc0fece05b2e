import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileError } from './fileError.ts';
import { LogError } from './LogError.ts';

export const EVENTS_FILE = 'events.ndjson';
export const SUMMARY_FILE = 'run.json';

/** Where the log is that a user names by its folder or by its file; `directory` is null if it was the file. */
export function locateLog(path: string): { readonly events: string; readonly directory: string | null } {
  if (!isFolder(path, `read ${path}`)) return { events: path, directory: null };
  const events = join(path, EVENTS_FILE);
  if (statSync(events, { throwIfNoEntry: false }) === undefined) {
    throw new LogError(`${path} holds no run: there is no ${EVENTS_FILE} in it`, 'file');
  }
  return { events, directory: path };
}

function isFolder(path: string, doing: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw fileError(error, doing);
  }
}
