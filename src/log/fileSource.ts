import type { LogLine } from './logLine.ts';
import { readLines } from './readLines.ts';
import { locateLog } from './runFiles.ts';

/** A log on disk, given by its folder or its file, as `openTimeline` reads it. Throws a LogError if there is none. */
export const fileSource = (path: string): { readonly linesFrom: (byte: number) => AsyncIterable<LogLine> } => {
  const { events } = locateLog(path);
  return { linesFrom: (byte) => readLines(events, { from: byte }) };
};
