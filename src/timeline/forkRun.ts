import type { Strategies } from '../assembly/agentsOf.ts';
import { runSetupOf } from '../assembly/runSetupOf.ts';
import type { MarketEvent } from '../domain/events.ts';
import { forksAt } from '../engine/forks.ts';
import { runEvents } from '../engine/run.ts';
import { withMeasures } from '../studies/measures/withMeasures.ts';
import type { PlacedEvent } from './moment.ts';
import type { Timeline } from './openTimeline.ts';
import { planFork } from './planFork.ts';
import { playPrefix } from './playPrefix.ts';

interface ForkRunQuestion {
  readonly parent: Timeline;
  /** The event in whose place the fork stands, from 1. */
  readonly at: number;
  /** `PATH=VALUE` each, as in `demands.a1=1/2`; see docs/the-log.md. */
  readonly set: readonly string[];
  /** SHA-256 in hex of UTF-8 text. */
  readonly sha256: (text: string) => string;
  /** The bundled ones if absent. */
  readonly strategies?: Strategies;
}

/** What was asked for cannot be played: `faults` are sentences. */
export class ForkRefused extends Error {
  override readonly name = 'ForkRefused';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/**
 * The events of a counterfactual, from the first: the parent's up to the fork, `run-forked`, and what follows from it. Without
 * edits they are the parent's. The run is played again up to the fork, agents and all, before the first event comes. Throws
 * ForkRefused, also where the run cannot be played again as it was, and IntractableEconomy.
 */
export async function* forkRun({ parent, at, set, sha256, strategies }: ForkRunQuestion): AsyncGenerator<MarketEvent> {
  const log = (): AsyncGenerator<PlacedEvent> => parent.between(0, parent.length - 1);
  const plan = await planFork({ log: log(), at, set });
  if ('faults' in plan) throw new ForkRefused(plan.faults);
  const { scenario, seed, version } = plan.started;
  const setup = runSetupOf({
    scenario,
    seed,
    version,
    detail: plan.detail,
    hash: sha256,
    forkAt: forksAt(plan.forksFrom(parent.head)),
    ...(strategies === undefined ? {} : { strategies }),
  });
  const played = runEvents(setup);
  const fresh = plan.measured ? withMeasures(played) : played;
  const differs = await playPrefix({ log: log(), fresh, at });
  if (differs !== null) {
    const { seq, field } = differs.difference;
    throw new ForkRefused([
      `event ${seq} differs in ${field} when the run is played again: its agents or the program are others than they were`,
    ]);
  }
  for await (const { seq, event } of log()) {
    if (seq >= at) break;
    yield event;
  }
  yield* fresh;
}
