import type { MarketEvent } from '../domain/events.ts';
import { firstDifference } from './difference.ts';
import type { Replay } from './replay.ts';

interface RerunQuestion {
  readonly logged: AsyncIterable<MarketEvent>;
  /** The same run played again, agents called and all. */
  readonly fresh: Iterator<MarketEvent, unknown>;
}

/** Plays a run again beside its log and compares event by event. A log that stops early is compared as far as it goes. */
export const rerun = async ({ logged, fresh }: RerunQuestion): Promise<Replay> => {
  let events = 0;
  let stateHash = '';
  for await (const event of logged) {
    const again = fresh.next();
    const recomputed = again.done === true ? [] : [again.value];
    const difference = firstDifference([event], recomputed, events);
    events += 1;
    if (difference !== null) return { events, identical: false, stateHash, firstDifference: difference };
    if (event.kind === 'run-completed') stateHash = event.stateHash;
  }
  return { events, identical: true, stateHash, firstDifference: null };
};
