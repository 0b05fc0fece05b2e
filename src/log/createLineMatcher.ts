import { fstatSync, readSync } from 'node:fs';
import { fileError } from './fileError.ts';

/** Holds a run that is played again against the lines that its log has. */
export interface LineMatcher {
  /** Whether `line` (with its `\n`) is the next of the log; false where the log has ended. Throws LineDiffers. */
  readonly take: (line: string) => boolean;
  /** After the last line of the run: throws LineDiffers if the log has more. */
  readonly end: () => void;
  /** Lines taken. */
  readonly lines: () => number;
  /** Where the whole lines end in the file, and how many bytes of a torn one follow. */
  readonly wholeBytes: number;
  readonly tornBytes: number;
}

/** The log has `logged` (without its end) as its line `index` (from 0), where `fresh` was expected. Nothing was changed. */
export class LineDiffers extends Error {
  override readonly name = 'LineDiffers';
  readonly index: number;
  readonly logged: string;
  readonly fresh: string;

  constructor({ index, logged, fresh }: { readonly index: number; readonly logged: string; readonly fresh: string }) {
    super(`line ${index + 1} of the log is not the one expected`);
    this.index = index;
    this.logged = logged;
    this.fresh = fresh;
  }
}

const PIECE = 256 * 1024;
const LF = 10;

/** Of an open file from its beginning; `path` is for sentences. Memory: one piece and one line. Throws a LogError. */
export function createLineMatcher({ file, path }: { readonly file: number; readonly path: string }): LineMatcher {
  const length = guarded(() => fstatSync(file).size);
  const wholeBytes = endOfLines(length);
  let piece: Buffer = Buffer.alloc(0);
  let start = 0;
  let taken = 0;
  let lines = 0;

  function guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw fileError(error, `read ${path}`);
    }
  }

  function read(from: number, size: number): Buffer {
    const bytes = Buffer.allocUnsafe(size);
    let got = 0;
    guarded(() => {
      while (got < size) {
        const more = readSync(file, bytes, got, size - got, from + got);
        if (more === 0) break;
        got += more;
      }
    });
    return bytes.subarray(0, got);
  }

  /** The place behind the last end of line. */
  function endOfLines(end: number): number {
    for (let to = end; to > 0; to -= PIECE) {
      const from = Math.max(0, to - PIECE);
      const at = read(from, to - from).lastIndexOf(LF);
      if (at !== -1) return from + at + 1;
    }
    return 0;
  }

  /** The next `size` bytes of whole lines, or fewer where these end. */
  function next(size: number): Buffer {
    if (taken + size > start + piece.length) {
      start = taken;
      piece = read(start, Math.min(Math.max(size, PIECE), wholeBytes - start));
    }
    return piece.subarray(taken - start, taken - start + size);
  }

  /** The line that begins where the next is to be taken, cut where sentences need no more. */
  function lineHere(): string {
    const bytes = next(Math.min(PIECE, wholeBytes - taken));
    const end = bytes.indexOf(LF);
    return bytes.subarray(0, end === -1 ? bytes.length : end).toString('utf8');
  }

  return {
    take: (line) => {
      if (taken === wholeBytes) return false;
      const bytes = Buffer.from(line, 'utf8');
      if (!next(bytes.length).equals(bytes)) {
        throw new LineDiffers({ index: lines, logged: lineHere(), fresh: line.slice(0, -1) });
      }
      taken += bytes.length;
      lines += 1;
      return true;
    },
    end: () => {
      if (taken < wholeBytes) throw new LineDiffers({ index: lines, logged: lineHere(), fresh: '' });
    },
    lines: () => lines,
    wholeBytes,
    tornBytes: length - wholeBytes,
  };
}
