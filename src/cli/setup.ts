import { agentsOf } from '../assembly/agentsOf.ts';
import { marketsOf } from '../assembly/marketsOf.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { Detail } from '../engine/commands.ts';
import type { RunSetup } from '../engine/run.ts';
import { nodeSha256 } from '../log/nodeSha256.ts';
import { strategiesFor } from './strategies.ts';

interface SetupQuestion {
  readonly scenario: Scenario;
  readonly seed: string;
  readonly version: string;
  readonly detail: Detail;
  /** Where the paths of a user's strategies start. */
  readonly folder: string;
  /** Milliseconds that an answer of these may take. */
  readonly answerLimit?: number;
}

/** Wires a scenario for a run in Node. */
export const setupOf = async ({ scenario, seed, version, detail, folder, answerLimit }: SetupQuestion) => {
  const { economy, theory, markets } = marketsOf(scenario);
  const agents = agentsOf(scenario, await strategiesFor(scenario, folder, answerLimit));
  const setup: RunSetup = { scenario, seed, version, detail, economy, markets, ...agents, hash: nodeSha256 };
  return { setup, theory };
};
