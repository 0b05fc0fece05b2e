import { bundledStrategies } from '../../assembly/agentsOf.ts';
import { runSetupOf } from '../../assembly/runSetupOf.ts';
import type { MarketEvent } from '../../domain/events.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { runEvents } from '../../engine/run.ts';
import { VERSION } from '../../version.ts';
import { createBatches, MOST_EVENTS } from './batches.ts';
import { browserSha256 } from './browserSha256.ts';
import type { MarketNews } from './marketNews.ts';

/** Plays a scenario as the command line does, to the same events and the same hash. */
export const playScenario = (scenario: Scenario, tell: (news: MarketNews) => void): void => {
  checkStrategies(scenario);
  playEvents(runEvents(runSetupOf({ scenario, version: VERSION, hash: browserSha256 })), scenario.cycles, tell);
};

/** Hands a run's events to the page until it is over or the page is full. */
export const playEvents = (events: Iterable<MarketEvent>, cycles: number, tell: (news: MarketNews) => void): void => {
  const batches = createBatches(tell);
  let stateHash: string | null = null;
  let played = 0;
  for (const event of events) {
    batches.take(event);
    if (event.kind === 'run-completed') stateHash = event.stateHash;
    if (event.kind !== 'cycle-closed') continue;
    played = event.cycle;
    if (batches.full()) break;
  }
  batches.flush();
  const text =
    stateHash === null
      ? `the first ${played} of ${cycles} cycles: a page holds ${MOST_EVENTS.toLocaleString('en')} events, the command line all`
      : `played ${played} ${played === 1 ? 'cycle' : 'cycles'}`;
  tell({ kind: 'ended', verdict: { good: true, text, stateHash } });
};

/** Throws for a scenario with strategies that a page does not have. */
export const checkStrategies = ({ agents }: Scenario): void => {
  for (const { forward, spot } of agents) {
    const known = bundledStrategies.forward.has(forward.strategy);
    if (known && bundledStrategies.spot.has(spot.strategy)) continue;
    const strange = known ? spot.strategy : forward.strategy;
    throw new Error(
      `${strange} is a module of yours, and a page runs the bundled strategies alone: play it with forespot run, and open the log here`,
    );
  }
};
