/** One line of a log as it was found. */
export interface LogLine {
  /** Without the end of line. */
  readonly text: string;
  /** Length in the file, without the end of line. */
  readonly bytes: number;
  /** Whether an end of line follows; only the last line of a file can be without. */
  readonly ended: boolean;
  /** Why `text` is not what the file holds, as the end of a sentence (`is longer than …`). */
  readonly unreadable?: string;
}

/** The lines of a log held in memory. */
export function* linesOf(text: string): Generator<LogLine> {
  const encoder = new TextEncoder();
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end === -1 ? text.length : end);
    yield { text: line, bytes: encoder.encode(line).length, ended: end !== -1 };
    start = end === -1 ? text.length : end + 1;
  }
}
