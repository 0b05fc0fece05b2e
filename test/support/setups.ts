import {
  agentsOf,
  bundledStrategies,
  forwardAgentOf,
  type Strategies,
  spotAgentOf,
} from '../../src/assembly/agentsOf.ts';
import { type Assembled, marketsOf } from '../../src/assembly/marketsOf.ts';
import type { DistributionSpec } from '../../src/domain/distribution.ts';
import type { Edit } from '../../src/domain/edits.ts';
import type { EventKind, EventOf, MarketEvent } from '../../src/domain/events.ts';
import type { Scenario, ScenarioAgent } from '../../src/domain/scenario.ts';
import { type Forks, type RunSetup, runEvents } from '../../src/engine/run.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';

export const unitUniform: DistributionSpec = { family: 'uniform', min: 0, max: 1 };

/** An agent with uniform types on [0, 1] that wants the whole supply, owns nothing and plays the equilibrium. */
export const agent = (id: string, given: Partial<ScenarioAgent> = {}): ScenarioAgent => ({
  id,
  maxDemand: 1,
  endowment: 0,
  type: unitUniform,
  forward: { strategy: 'equilibrium' },
  spot: { strategy: 'truthful' },
  ...given,
});

/** Three partners who own 1/2, 1/4 and 1/4, two cycles, the paper's forward market and VCG. */
export const scenario = (given: Partial<Scenario> = {}): Scenario => ({
  name: 'partners',
  about: 'three partners',
  seed: 'partners',
  units: { quantity: 'permits', money: 'EUR' },
  supply: 1,
  agents: [agent('a1', { endowment: 1 / 2 }), agent('a2', { endowment: 1 / 4 }), agent('a3', { endowment: 1 / 4 })],
  forward: { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'none' },
  spot: { mechanism: 'vcg', resale: false },
  states: null,
  cycles: 2,
  carry: 'allocation',
  discount: 1,
  ...given,
});

const assembled = new Map<string, Assembled>();

/** The markets of a scenario. Building a theory takes longer than a run: scenarios that differ in nothing else share one. */
export const assemble = (given: Scenario): Assembled => {
  const { supply, agents, forward, spot, states, cycles, carry, discount } = given;
  // Where units are resold a market knows how many cycles are left.
  const later = spot.resale ? [cycles, carry, discount] : [];
  const key = JSON.stringify([
    supply,
    agents.map(({ forward: _f, spot: _s, ...rest }) => rest),
    forward,
    spot,
    states,
    later,
  ]);
  const known = assembled.get(key) ?? marketsOf(given);
  assembled.set(key, known);
  return known;
};

export const setupOf = (
  given: Scenario,
  change: Partial<RunSetup> = {},
  strategies: Strategies = bundledStrategies,
): RunSetup => {
  const { economy, markets } = assemble(given);
  return {
    scenario: given,
    seed: given.seed,
    version: 'test',
    detail: 'full',
    economy,
    markets,
    ...agentsOf(given, strategies),
    hash: nodeSha256,
    ...change,
  };
};

export const play = (given: Scenario, change: Partial<RunSetup> = {}): readonly MarketEvent[] => [
  ...runEvents(setupOf(given, change)),
];

/** Forks of a run in memory, where they are played: `at` counts its events, measures left out. */
export const forksOf = (
  given: Scenario,
  list: readonly { readonly at: number; readonly edits: readonly Edit[] }[],
): Forks => ({
  at: (place) => {
    const fork = list.find(({ at }) => at === place);
    return fork === undefined ? undefined : { parent: '0'.repeat(64), edits: fork.edits };
  },
  marketsFor: (scenario) => assemble({ ...scenario, agents: given.agents }).markets,
  forwardAgent: (choice) => forwardAgentOf(bundledStrategies, choice),
  spotAgent: (choice) => spotAgentOf(bundledStrategies, choice),
});

/** All events of one kind, in order. */
export const eventsOf = <K extends EventKind>(events: readonly MarketEvent[], kind: K): readonly EventOf<K>[] =>
  events.filter((event): event is EventOf<K> => event.kind === kind);
