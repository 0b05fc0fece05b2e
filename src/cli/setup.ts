import { runSetupOf } from '../assembly/runSetupOf.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { Detail } from '../engine/commands.ts';
import type { ForkAt } from '../engine/forks.ts';
import { nodeSha256 } from '../log/nodeSha256.ts';
import { openStrategies } from './strategies.ts';

interface SetupQuestion {
  readonly scenario: Scenario;
  readonly seed: string;
  readonly version: string;
  readonly detail: Detail;
  /** Where the paths of a user's strategies start. */
  readonly folder: string;
  /** Milliseconds that an answer of these may take. */
  readonly answerLimit?: number;
  /** Nowhere if absent. The modules of strategies that a fork names must be loaded before the run comes to it. */
  readonly forkAt?: ForkAt;
}

/** Wires a scenario for a run in Node. `loadFor` loads the modules of strategies that edits name. */
export const setupOf = async ({ scenario, folder, answerLimit, ...question }: SetupQuestion) => {
  const { strategies, load, loadFor } = openStrategies(folder, answerLimit);
  await load(scenario);
  return { setup: runSetupOf({ ...question, scenario, strategies, hash: nodeSha256 }), loadFor };
};
