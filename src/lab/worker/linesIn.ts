import type { LogLine } from '../../log/logLine.ts';

/** As long as no event of a page's size is; a longer line is no log. */
const LONGEST_LINE = 32 * 2 ** 20;
const LF = 10;

/** The lines of a file in a browser, in memory of one line and one chunk; a line that is too long or not UTF-8 comes with `unreadable` and is the last. */
export async function* linesIn(chunks: ReadableStream<Uint8Array>): AsyncGenerator<LogLine> {
  const reader = chunks.getReader();
  let pieces: Uint8Array[] = [];
  let pending = 0;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    let start = 0;
    for (let end = value.indexOf(LF); end !== -1; end = value.indexOf(LF, start)) {
      const line = toLine(joined([...pieces, value.subarray(start, end)]), true);
      [pieces, pending, start] = [[], 0, end + 1];
      yield line;
      if (line.unreadable !== undefined) return;
    }
    pieces.push(value.subarray(start));
    pending += value.length - start;
    if (pending > LONGEST_LINE) {
      yield { text: '', bytes: pending, ended: false, unreadable: tooLong };
      return;
    }
  }
  if (pending > 0) yield toLine(joined(pieces), false);
}

const tooLong = `is longer than ${LONGEST_LINE} bytes: this is not an event log, or too long a one for a page`;

const joined = (pieces: readonly Uint8Array[]): Uint8Array => {
  if (pieces.length === 1) return pieces[0] as Uint8Array;
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
};

const toLine = (bytes: Uint8Array, ended: boolean): LogLine => {
  const { length } = bytes;
  if (length > LONGEST_LINE) return { text: '', bytes: length, ended, unreadable: tooLong };
  try {
    // A torn line may end inside a character: that is no second fault. A byte order mark is one, and must not vanish.
    return { text: new TextDecoder('utf-8', { fatal: ended, ignoreBOM: true }).decode(bytes), bytes: length, ended };
  } catch {
    const unreadable = 'is not UTF-8: the file is damaged or another program has saved it';
    return { text: '', bytes: length, ended, unreadable };
  }
};
