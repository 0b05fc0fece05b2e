import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileError } from './fileError.ts';
import { draftOf, removeQuietly, syncFolder } from './runFiles.ts';

/**
 * Writes a small file at one stroke: a reader finds the old one or the new one, also after a power cut. Throws a LogError.
 * `draft` is where it is written first; it may have the same name every time where a lock keeps others away.
 * Own code: libraries for it (write-file-atomic) queue writes and keep the owner of the old file, which nobody needs here.
 */
export function writeAtOnce(path: string, text: string, draft = draftOf(path)): void {
  try {
    // A draft that an earlier process left behind, or a link in its place, must not be written through.
    rmSync(draft, { force: true });
    const file = openSync(draft, 'wx');
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
    syncFolder(dirname(path));
  } catch (error) {
    removeQuietly(draft);
    throw fileError(error, `write ${path}`);
  }
}
