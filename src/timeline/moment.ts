import type { MarketEvent } from '../domain/events.ts';
import { evolve } from '../engine/evolve.ts';
import { initialState, type MarketState } from '../engine/state.ts';

/** An event with its place in a log. */
export interface PlacedEvent {
  readonly seq: number;
  readonly event: MarketEvent;
}

/** A run just after one of its events. */
export interface Moment extends PlacedEvent {
  readonly state: MarketState;
  /** What was said in the cycle since it started, `event` last, without single demands and reports: the state has those. */
  readonly said: readonly MarketEvent[];
}

/** The moment after the next event; null before the first. Cost: that of `evolve`. */
export const nextMoment = (before: Moment | null, { seq, event }: PlacedEvent): Moment => {
  const state = evolve(before?.state ?? initialState, event);
  const earlier = event.kind === 'cycle-started' ? [] : (before?.said ?? []);
  const single = event.kind === 'demand-submitted' || event.kind === 'report-submitted';
  return { seq, event, state, said: single ? earlier : [...earlier, event] };
};
