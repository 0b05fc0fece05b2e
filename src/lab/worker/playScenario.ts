import { agentsOf, bundledStrategies } from '../../assembly/agentsOf.ts';
import { marketsOf } from '../../assembly/marketsOf.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { runEvents } from '../../engine/run.ts';
import { VERSION } from '../../version.ts';
import { createBatches, MOST_EVENTS } from './batches.ts';
import { browserSha256 } from './browserSha256.ts';
import type { MarketNews } from './marketNews.ts';

/** Plays a scenario as the command line does, to the same events and the same hash. */
export const playScenario = (scenario: Scenario, tell: (news: MarketNews) => void): void => {
  const strange = scenario.agents.flatMap(({ forward, spot }) => [
    ...(bundledStrategies.forward.has(forward.strategy) ? [] : [forward.strategy]),
    ...(bundledStrategies.spot.has(spot.strategy) ? [] : [spot.strategy]),
  ])[0];
  if (strange !== undefined) {
    throw new Error(
      `${strange} is a module of yours, and a page runs the bundled strategies alone: play it with forespot run, and open the log here`,
    );
  }
  const { economy, markets } = marketsOf(scenario);
  const setup = { scenario, seed: scenario.seed, version: VERSION, detail: 'full', economy, markets } as const;
  const batches = createBatches(tell);
  let stateHash: string | null = null;
  let cycles = 0;
  for (const event of runEvents({ ...setup, ...agentsOf(scenario), hash: browserSha256 })) {
    batches.take(event);
    if (event.kind === 'run-completed') stateHash = event.stateHash;
    if (event.kind !== 'cycle-closed') continue;
    cycles = event.cycle;
    if (batches.full()) break;
  }
  batches.flush();
  const text =
    stateHash === null
      ? `the first ${cycles} of ${scenario.cycles} cycles: a page holds ${MOST_EVENTS.toLocaleString('en')} events, the command line all`
      : `played ${cycles} ${cycles === 1 ? 'cycle' : 'cycles'}`;
  tell({ kind: 'ended', verdict: { good: true, text, stateHash } });
};
