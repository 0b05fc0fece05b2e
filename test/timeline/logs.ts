import type { MarketEvent } from '../../src/domain/events.ts';
import { createEncoder } from '../../src/log/createEncoder.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { bytesSource } from '../../src/timeline/lineSource.ts';
import { openTimeline, type Timeline } from '../../src/timeline/openTimeline.ts';

/** The log of events, as its lines. */
export const textOf = (events: Iterable<MarketEvent>): string => {
  const encoder = createEncoder({ sha256: nodeSha256 });
  let text = '';
  for (const event of events) text += encoder.encode(event).line;
  return text;
};

export const opened = (text: string): Promise<Timeline> =>
  openTimeline(bytesSource(new TextEncoder().encode(text)), { sha256: nodeSha256 });

export const gathered = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};
