import type { VisibleEvent, VisibleScenario } from '../log/visibleEvent.ts';
import { distanceToInterior } from '../studies/measures/distanceToInterior.ts';
import { createSeries, type Series } from './series.ts';

/** What is told of a cycle that closed. `distance` is null where the forward market could not open. */
export interface WatchedCycle {
  readonly cycle: number;
  readonly efficiency: number;
  readonly distance: number | null;
  readonly operatorCash: number;
  /** Money by which amounts are large or small. */
  readonly firstBest: number;
  readonly operated: boolean;
}

/** A run so far, in memory that does not grow with it. */
export interface RunWatch {
  /** Takes an event; answers the cycle that it closes. */
  readonly take: (event: VisibleEvent) => WatchedCycle | null;
  readonly scenario: () => VisibleScenario | null;
  readonly events: () => number;
  readonly cycles: () => number;
  readonly last: () => VisibleEvent | null;
  readonly lastCycle: () => WatchedCycle | null;
  readonly stateHash: () => string | null;
  readonly series: { readonly efficiency: Series; readonly distance: Series; readonly operatorCash: Series };
}

/** From public events alone, so that a redacted log can be watched, too; nothing is computed of the theory. */
export const createRunWatch = (): RunWatch => {
  const series = { efficiency: createSeries(), distance: createSeries(), operatorCash: createSeries() };
  let scenario: VisibleScenario | null = null;
  let [events, cycles] = [0, 0];
  let last: VisibleEvent | null = null;
  let lastCycle: WatchedCycle | null = null;
  let stateHash: string | null = null;
  let interior: readonly number[] | null = null;
  let holdings: readonly number[] = [];
  let operated = false;
  return {
    series,
    scenario: () => scenario,
    events: () => events,
    cycles: () => cycles,
    last: () => last,
    lastCycle: () => lastCycle,
    stateHash: () => stateHash,
    take: (event) => {
      events += 1;
      last = event;
      switch (event.kind) {
        case 'run-started':
          scenario = event.scenario;
          return null;
        case 'cycle-started':
          holdings = event.endowments;
          interior = null;
          return null;
        case 'forward-opened':
          interior = event.interiorHoldings;
          return null;
        case 'forward-cleared':
          holdings = event.holdings;
          return null;
        case 'spot-opened':
          operated = event.operates;
          return null;
        case 'run-forked': {
          const planned = event.edits.findLast(({ path }) => path === 'cycles')?.value;
          if (scenario !== null && typeof planned === 'number') scenario = { ...scenario, cycles: planned };
          return null;
        }
        case 'run-completed':
          stateHash = event.stateHash;
          return null;
        case 'cycle-closed': {
          const { cycle, welfare, firstBest, operatorCash } = event;
          const supply = (scenario as VisibleScenario).supply;
          const distance = interior === null ? null : distanceToInterior(holdings, interior, supply);
          const efficiency = firstBest === 0 ? 1 : welfare / firstBest;
          lastCycle = { cycle, efficiency, distance, operatorCash, firstBest, operated };
          series.efficiency.add(efficiency);
          if (distance !== null) series.distance.add(distance);
          series.operatorCash.add(operatorCash);
          cycles += 1;
          return lastCycle;
        }
        default:
          return null;
      }
    },
  };
};
