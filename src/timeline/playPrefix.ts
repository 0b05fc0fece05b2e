import type { MarketEvent } from '../domain/events.ts';
import { type Difference, firstDifference } from '../engine/difference.ts';
import type { PlacedEvent } from './moment.ts';

interface PrefixQuestion {
  readonly log: AsyncIterable<PlacedEvent> | Iterable<PlacedEvent>;
  /** The run played again, which this leaves at the event `at`: the agents have learned what they had learned there. */
  readonly fresh: Iterator<MarketEvent, unknown>;
  readonly at: number;
  readonly progress?: (events: number) => void;
}

/** Two events in one place; null behind the end of the run that was played again. */
export interface PrefixDiffers {
  readonly difference: Difference;
  readonly logged: MarketEvent;
  readonly now: MarketEvent | null;
}

/** Plays a run beside its log up to an event. The first difference, or null where there is none. */
export const playPrefix = async ({ log, fresh, at, progress }: PrefixQuestion): Promise<PrefixDiffers | null> => {
  for await (const { seq, event } of log) {
    if (seq >= at) break;
    const again = fresh.next();
    const now = again.done === true ? null : again.value;
    const difference = firstDifference([event], now === null ? [] : [now], seq);
    if (difference !== null) return { difference, logged: event, now };
    progress?.(seq + 1);
  }
  return null;
};
