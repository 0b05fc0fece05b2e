import { runSetupOf } from '../../assembly/runSetupOf.ts';
import type { PlacedFork } from '../../domain/edits.ts';
import { editedScenario } from '../../engine/edits.ts';
import { forksAt } from '../../engine/forks.ts';
import { runEvents } from '../../engine/run.ts';
import { createEncoder } from '../../log/createEncoder.ts';
import type { PlacedEvent } from '../../timeline/moment.ts';
import { planFork } from '../../timeline/planFork.ts';
import { VERSION } from '../../version.ts';
import { browserSha256 } from './browserSha256.ts';
import type { MarketNews, MarketTask } from './marketNews.ts';
import { checkStrategies, playEvents } from './playScenario.ts';

/** Milliseconds between two words on how far it is. */
const PAUSE = 250;

/**
 * Plays a run again, the same up to a place, and otherwise from there on: its log says of which run it is a fork. What cannot be set
 * there is refused in the sentences of `forespot fork`.
 */
export const playBranch = async (
  { scenario, detail, forks, set, place }: Extract<MarketTask, { kind: 'branch' }>,
  tell: (news: MarketNews) => void,
): Promise<void> => {
  checkStrategies(scenario);
  const runWith = (all: readonly PlacedFork[]) =>
    runEvents(runSetupOf({ scenario, version: VERSION, detail, hash: browserSha256, forkAt: forksAt(all) }));
  const parent = createEncoder({ sha256: browserSha256 });
  function* log(): Generator<PlacedEvent> {
    let [seq, told] = [0, performance.now()];
    for (const event of runWith(forks)) {
      parent.encode(event);
      if (event.kind === 'cycle-closed' && performance.now() - told > PAUSE) {
        told = performance.now();
        tell({ kind: 'progress', text: `playing the run as it was: cycle ${event.cycle} of ${scenario.cycles}` });
      }
      yield { seq: seq++, event };
    }
  }
  const plan = await planFork({ log: log(), at: place, set: [set] });
  if ('faults' in plan) {
    tell({ kind: 'ended', verdict: { good: false, text: plan.faults.join('; '), stateHash: null } });
    return;
  }
  tell({ kind: 'progress', text: 'playing the branch' });
  checkStrategies(editedScenario(scenario, plan.edits));
  playEvents(runWith(plan.forksFrom(parent.head())), scenario.cycles, tell);
};
