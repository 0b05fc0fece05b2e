import type { agentsOf } from '../../assembly/agentsOf.ts';
import { marketsOf } from '../../assembly/marketsOf.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { runEvents } from '../../engine/run.ts';
import { nodeSha256 } from '../../log/nodeSha256.ts';
import { createMeasurer } from '../../studies/measures/createMeasurer.ts';
import { withMeasures } from '../../studies/measures/withMeasures.ts';
import { VERSION } from '../../version.ts';
import { storyteller } from '../cycleStory.ts';
import { measureSeries, REGRET_NAMES } from '../measureSeries.ts';
import { addCycle, noTotals } from '../runTotals.ts';

/** The figures of `forespot run --json` without a log. Regrets, which cost most, are measured only where they are wanted. */
export const runFigures = (
  scenario: Scenario,
  agents: ReturnType<typeof agentsOf>,
  wanted: readonly string[],
): unknown => {
  const { economy, markets } = marketsOf(scenario);
  const { seed } = scenario;
  const setup = { scenario, seed, version: VERSION, detail: 'compact', economy, markets, hash: nodeSha256 } as const;
  const regrets = wanted.some((path) => REGRET_NAMES.some((name) => path.startsWith(`measures.${name}`)));
  const [totals, measurer, measures] = [{ all: noTotals }, createMeasurer(scenario), measureSeries()];
  const tell = storyteller((story) => {
    totals.all = addCycle(totals.all, story);
  });
  let stateHash = '';
  const played = runEvents({ ...setup, ...agents });
  for (const event of regrets ? withMeasures(played) : played) {
    tell(event);
    measurer.take(event);
    if (event.kind === 'cycle-measured') measures.take(event, totals.all.operatorCash);
    if (event.kind === 'cycle-closed' && !regrets) measures.take(measurer.overview(), totals.all.operatorCash);
    if (event.kind === 'run-completed') stateHash = event.stateHash;
  }
  const { welfare, firstBest } = totals.all;
  return { stateHash, efficiency: welfare / firstBest, ...totals.all, measures: measures.summary() };
};
