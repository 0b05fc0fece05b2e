import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { MarketEvent } from '../../src/domain/events.ts';
import { createEncoder } from '../../src/log/createEncoder.ts';
import { createLineWriter } from '../../src/log/createLineWriter.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';

const PIECE = 256 * 1024;

/** Kinds whose every field is public: one hash a line. Of the others every private number takes one and a half more. */
const PUBLIC: ReadonlySet<string> = new Set([
  'run-started',
  'cycle-started',
  'forward-opened',
  'demand-submitted',
  'forward-cleared',
  'spot-opened',
]);

/** The events of a run, those that are public, and those that are not; each can be written as a log of its own. */
export const eventMixes = (events: readonly MarketEvent[]): Readonly<Record<string, readonly MarketEvent[]>> => ({
  'all events': events,
  'public events': events.filter(({ kind }) => PUBLIC.has(kind)),
  'events with secrets': events.filter(({ kind }) => !PUBLIC.has(kind) || kind === 'run-started'),
});

/** Two ways of writing the same events to a file, in the same pieces: as JSON and nothing else, and as a log with its chain. */
export const appendTasks = (events: readonly MarketEvent[], folder: string) => ({
  json: (): void => {
    const file = openSync(join(folder, 'plain.ndjson'), 'w');
    let waiting: string[] = [];
    let size = 0;
    const flush = (): void => {
      writeSync(file, waiting.join(''));
      waiting = [];
      size = 0;
    };
    for (const event of events) {
      const line = `${JSON.stringify(event)}\n`;
      waiting.push(line);
      size += line.length;
      if (size >= PIECE) flush();
    }
    flush();
    closeSync(file);
  },
  append: (): void => {
    const path = join(folder, 'chained.ndjson');
    const writer = createLineWriter({ file: openSync(path, 'w'), path });
    const encoder = createEncoder({ sha256: nodeSha256 });
    for (const event of events) writer.write(encoder.encode(event).line);
    writer.flush();
    writer.close();
  },
});
