import type { Fork, PlacedFork } from '../domain/edits.ts';
import type { MarketEvent } from '../domain/events.ts';

/** Where a run is forked: the fork that stands at a place among its events, measures not counted, or none. */
export type ForkAt = (place: number) => Fork | undefined;

/** Forks that are known beforehand. */
export const forksAt = (forks: readonly PlacedFork[]): ForkAt => {
  const byPlace = new Map(forks.map((fork) => [fork.place, fork]));
  return (place) => byPlace.get(place);
};

interface ForksHeard {
  readonly take: (event: MarketEvent) => void;
  readonly at: ForkAt;
  readonly list: () => readonly PlacedFork[];
}

/**
 * The forks of a log, heard as its events are read: a run that is played beside its log learns of a fork when the log has come
 * to it. Memory: the forks.
 */
export const createForks = (): ForksHeard => {
  const forks = new Map<number, PlacedFork>();
  let place = 0;
  return {
    take: (event) => {
      // Measures are no events of the run: an observer puts them there.
      if (event.kind === 'cycle-measured') return;
      if (event.kind === 'run-forked') forks.set(place, { place, parent: event.parent, edits: event.edits });
      place += 1;
    },
    at: (at) => forks.get(at),
    list: () => [...forks.values()],
  };
};
