import type { LogLine } from '../log/logLine.ts';

/** A log that can be read from anywhere: a file, or what a browser holds of one. */
export interface LineSource {
  /** The lines from a byte at which one starts. */
  readonly linesFrom: (byte: number) => AsyncIterable<LogLine> | Iterable<LogLine>;
}

const LF = 10;

/** A log in memory. */
export const bytesSource = (bytes: Uint8Array): LineSource => {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return {
    *linesFrom(byte) {
      for (let start = byte; start < bytes.length; ) {
        const end = bytes.indexOf(LF, start);
        const line = bytes.subarray(start, end === -1 ? bytes.length : end);
        yield lineOf(line, end !== -1, decoder);
        start = end === -1 ? bytes.length : end + 1;
      }
    },
  };
};

const lineOf = (line: Uint8Array, ended: boolean, decoder: TextDecoder): LogLine => {
  const bytes = line.length;
  try {
    return { text: decoder.decode(line), bytes, ended };
  } catch {
    // A torn line may end inside a character: that is no second fault.
    return ended
      ? { text: '', bytes, ended, unreadable: 'is not UTF-8: the log is damaged or another program has saved it' }
      : { text: new TextDecoder().decode(line), bytes, ended };
  }
};
