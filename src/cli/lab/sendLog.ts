import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Milliseconds between two looks at the log, and bytes read at a look. */
const PAUSE = 200;
const CHUNK = 1024 * 1024;
const LF = 10;

/**
 * Sends a log by server-sent events while it is written: whole lines alone, as `lines` with a JSON array of them. `restarted`
 * comes first, and again when another run takes the log's place. Polled, because watching files is not to be relied on everywhere.
 */
export const sendLog = (path: string, request: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  let file: number | null = null;
  let [read, rest] = [0, Buffer.alloc(0)];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const send = (event: string, data: string): boolean => response.write(`event: ${event}\ndata: ${data}\n\n`);
  const close = (): void => {
    if (file !== null) closeSync(file);
    file = null;
  };
  const begin = (): void => {
    close();
    file = openSync(path, 'r');
    [read, rest] = [0, Buffer.alloc(0)];
    send('restarted', '');
  };
  const replaced = (open: number): boolean => {
    const there = statSync(path, { throwIfNoEntry: false });
    const mine = fstatSync(open);
    // Between two runs there may be no file: the old one is still what is shown.
    return there !== undefined && (there.ino !== mine.ino || there.dev !== mine.dev || mine.size < read);
  };
  /** True where there may be more. */
  const look = (): boolean => {
    if (file === null || replaced(file)) begin();
    const chunk = Buffer.alloc(CHUNK);
    const got = readSync(file as number, chunk, 0, CHUNK, read);
    read += got;
    const all = Buffer.concat([rest, chunk.subarray(0, got)]);
    const end = all.lastIndexOf(LF) + 1;
    rest = all.subarray(end);
    if (end > 0) send('lines', JSON.stringify(all.toString('utf8', 0, end - 1).split('\n')));
    return got === CHUNK;
  };
  const next = (): void => {
    try {
      const more = look();
      // A reader that is slower than the disk is waited for.
      if (response.writableNeedDrain) response.once('drain', next);
      else timer = setTimeout(next, more ? 0 : PAUSE);
    } catch (error) {
      send('refused', JSON.stringify(error instanceof Error ? error.message : String(error)));
      response.end();
      close();
    }
  };
  request.on('close', () => {
    clearTimeout(timer);
    close();
  });
  if (request.method === 'HEAD') response.end();
  else next();
};
