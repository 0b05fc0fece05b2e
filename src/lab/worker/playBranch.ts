import { runSetupOf } from '../../assembly/runSetupOf.ts';
import type { PlacedFork } from '../../domain/edits.ts';
import { forksAt } from '../../engine/forks.ts';
import { runEvents } from '../../engine/run.ts';
import { createEncoder } from '../../log/createEncoder.ts';
import { VERSION } from '../../version.ts';
import { browserSha256 } from './browserSha256.ts';
import type { MarketNews, MarketTask } from './marketNews.ts';
import { checkStrategies, playEvents } from './playScenario.ts';

/** Plays a run again, the same up to a place, and otherwise from there on: its log says of which run it is a fork. */
export const playBranch = (
  { scenario, detail, forks, edits, place }: Extract<MarketTask, { kind: 'branch' }>,
  tell: (news: MarketNews) => void,
): void => {
  checkStrategies(scenario);
  const runWith = (all: readonly PlacedFork[]) =>
    runEvents(runSetupOf({ scenario, version: VERSION, detail, hash: browserSha256, forkAt: forksAt(all) }));
  const parent = createEncoder({ sha256: browserSha256 });
  for (const event of runWith(forks)) parent.encode(event);
  const kept = forks.filter((fork) => fork.place < place);
  playEvents(runWith([...kept, { place, parent: parent.head(), edits }]), scenario.cycles, tell);
};
