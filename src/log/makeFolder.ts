import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, fileError } from './fileError.ts';
import { LogError } from './LogError.ts';

/** Makes a folder and its parents, where they are missing. Throws a LogError. */
export function makeFolder(directory: string): void {
  let made: boolean;
  try {
    makeWithParents(directory);
    made = statSync(directory).isDirectory();
  } catch (error) {
    throw fileError(error, `make the folder ${directory}`);
  }
  if (!made) {
    throw new LogError(`cannot write to ${directory}: it is a file, and a folder is needed`, 'file');
  }
}

/** Not `recursive: true`, which never returns below /proc and calls a read-only file system a missing folder. */
function makeWithParents(directory: string): void {
  if (statSync(directory, { throwIfNoEntry: false }) !== undefined) return;
  const parent = dirname(directory);
  if (parent !== directory) makeWithParents(parent);
  try {
    mkdirSync(directory);
  } catch (error) {
    // Another run may have made it in the meantime.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}
