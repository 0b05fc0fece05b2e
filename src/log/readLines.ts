import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { fileError } from './fileError.ts';
import { LogError } from './LogError.ts';
import type { LogLine } from './logLine.ts';

/** Larger than the line of a million agents; a longer line is no event of ours and would not fit in a string either. */
const LONGEST_LINE = 256 * 1024 * 1024;
const CHUNK = 1024 * 1024;
const LF = 10;

/** What of a file: `from` is a byte at which a line starts; without it, from where the file stands. */
interface Part {
  readonly from?: number;
  readonly longestLine?: number;
}

/**
 * The lines of a file, from its beginning or from a byte at which a line starts, in memory of one line and 1 MiB. A line that is
 * too long or not UTF-8 comes with `unreadable`; one that has become too long without an end is the last. Throws a LogError if
 * the path cannot be read.
 */
export async function* readLines(path: string, part: Part = {}): AsyncGenerator<LogLine> {
  const file = await openFile(path);
  try {
    yield* linesOfFile(file, path, part);
  } finally {
    await file.close();
  }
}

/** The same of an open file; `path` is for sentences. */
export async function* linesOfFile(
  file: FileHandle,
  path: string,
  { from, longestLine = LONGEST_LINE }: Part = {},
): AsyncGenerator<LogLine> {
  let pieces: Buffer[] = [];
  let pending = 0;
  // A pipe can only be read from where it stands.
  let place = from ?? null;
  for (;;) {
    const chunk = await readChunk(file, path, place);
    if (chunk.length === 0) break;
    if (place !== null) place += chunk.length;
    let start = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
      const bytes = pending === 0 ? chunk.subarray(start, end) : Buffer.concat([...pieces, chunk.subarray(0, end)]);
      pieces = [];
      pending = 0;
      start = end + 1;
      yield toLine(bytes, true, longestLine);
    }
    pieces.push(chunk.subarray(start));
    pending += chunk.length - start;
    if (pending > longestLine) {
      yield { text: '', bytes: pending, ended: false, unreadable: tooLong(longestLine) };
      return;
    }
  }
  if (pending > 0) yield toLine(Buffer.concat(pieces), false, longestLine);
}

function toLine(bytes: Buffer, ended: boolean, longestLine: number): LogLine {
  const { length } = bytes;
  if (length > longestLine) return { text: '', bytes: length, ended, unreadable: tooLong(longestLine) };
  // A torn line may end inside a character: that is no second fault.
  if (ended && !isUtf8(bytes)) {
    return {
      text: '',
      bytes: length,
      ended,
      unreadable: 'is not UTF-8: the file is damaged or another program has saved it',
    };
  }
  return { text: bytes.toString('utf8'), bytes: length, ended };
}

function tooLong(longestLine: number): string {
  return `is longer than ${longestLine} bytes: no event is; this is not an event log, or it lost its ends of lines`;
}

async function openFile(path: string): Promise<FileHandle> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    if (!(await file.stat()).isDirectory()) return file;
  } catch (error) {
    await file?.close();
    throw fileError(error, `read ${path}`);
  }
  await file.close();
  throw new LogError(`cannot read ${path}: it is a folder, not a file`, 'file');
}

/** A fresh buffer each time, because lines still to come may be views of it. */
async function readChunk(file: FileHandle, path: string, position: number | null): Promise<Buffer> {
  try {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, position);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw fileError(error, `read ${path}`);
  }
}
