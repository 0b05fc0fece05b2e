import type { Scenario } from '../domain/scenario.ts';
import type { Detail, MarketsFor } from '../engine/commands.ts';
import type { ForkAt } from '../engine/forks.ts';
import type { RunSetup } from '../engine/run.ts';
import { agentsOf, bundledStrategies, forwardAgentOf, type Strategies, spotAgentOf } from './agentsOf.ts';
import { marketsOf } from './marketsOf.ts';

interface SetupQuestion {
  readonly scenario: Scenario;
  /** The scenario's if absent. */
  readonly seed?: string;
  /** Of the program, as `run-started` will say it. */
  readonly version: string;
  /** `full` if absent. */
  readonly detail?: Detail;
  /** The bundled ones if absent. */
  readonly strategies?: Strategies;
  /** SHA-256 in hex of UTF-8 text. */
  readonly hash: (text: string) => string;
  /** Nowhere if absent. */
  readonly forkAt?: ForkAt;
}

/** Wires a scenario for a run, with new agents: they learn, and serve one run. Throws IntractableEconomy. */
export const runSetupOf = (question: SetupQuestion): RunSetup => {
  const { scenario, seed = scenario.seed, version, detail = 'full', hash } = question;
  const { strategies = bundledStrategies, forkAt = () => undefined } = question;
  const { economy, markets } = marketsOf(scenario);
  return {
    scenario,
    seed,
    version,
    detail,
    economy,
    markets,
    ...agentsOf(scenario, strategies),
    hash,
    forks: {
      at: forkAt,
      marketsFor: marketsAlong(scenario),
      forwardAgent: (choice) => forwardAgentOf(strategies, choice),
      spotAgent: (choice) => spotAgentOf(strategies, choice),
    },
  };
};

/**
 * The markets of a run's scenario and of what forks make of it. Forks leave the agents' primitives as they are, so that the theory
 * is made once: it is remembered by the list of agents.
 */
export const marketsAlong =
  ({ agents }: Scenario): MarketsFor =>
  (scenario) =>
    marketsOf({ ...scenario, agents }).markets;
