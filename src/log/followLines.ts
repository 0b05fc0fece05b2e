import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createBell } from './createBell.ts';
import { codeOf, fileError } from './fileError.ts';
import type { LogLine } from './logLine.ts';
import { linesOfFile } from './readLines.ts';

/** What is seen of a file that is being written. */
export type Followed =
  | { readonly kind: 'line'; readonly line: LogLine }
  /** Everything that is there was read; `rest` bytes are of a line without an end. Ask for more to wait for it. */
  | { readonly kind: 'caught up'; readonly rest: number }
  /** There is no file (yet, or any more). */
  | { readonly kind: 'nothing' }
  /** Another file has taken its place, or it was cut off within what was read: lines begin anew. */
  | { readonly kind: 'replaced' };

/** Milliseconds between two looks at a file at least, and at most. */
const SHORTEST = 50;
const LONGEST = 1000;

/**
 * The whole lines of a file while it grows, in memory of one line and 1 MiB. A line that has no end yet is read again when there
 * is more, from its beginning, so that one that was torn and is written anew is seen as it is then. Ends when `signal` does.
 * Throws a LogError if the file system refuses.
 */
export async function* followLines(path: string, signal: AbortSignal): AsyncGenerator<Followed, void> {
  const bell = createBell(dirname(path), signal);
  let file: FileHandle | undefined;
  let whole = 0;
  try {
    while (!signal.aborted) {
      file ??= await openIfThere(path);
      if (file === undefined) yield { kind: 'nothing' };
      else {
        let rest = 0;
        for await (const line of linesOfFile(file, path, { from: whole })) {
          if (!line.ended && line.unreadable === undefined) {
            rest = line.bytes;
            break;
          }
          yield { kind: 'line', line };
          whole += line.bytes + 1;
        }
        if (await isSame(file, path, whole)) yield { kind: 'caught up', rest };
        else {
          await file.close();
          file = undefined;
          whole = 0;
          yield { kind: 'replaced' };
          continue;
        }
      }
      await bell.ring(LONGEST);
      await setTimeout(SHORTEST, undefined, { signal }).catch(() => {});
    }
  } finally {
    bell.close();
    await file?.close();
  }
}

const openIfThere = async (path: string): Promise<FileHandle | undefined> => {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw fileError(error, `read ${path}`);
  }
};

/** Whether the path still leads to the open file, and that has not become shorter than what was read of it. */
const isSame = async (file: FileHandle, path: string, read: number): Promise<boolean> => {
  try {
    const [mine, now] = await Promise.all([file.stat(), stat(path)]);
    return now.ino === mine.ino && now.dev === mine.dev && mine.size >= read;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw fileError(error, `read ${path}`);
  }
};
