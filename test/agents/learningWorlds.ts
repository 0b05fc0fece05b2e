import type { ForwardOutlook, PublicKnowledge } from '../../src/domain/agents.ts';
import type { ForwardRule, Scenario, StrategyChoice } from '../../src/domain/scenario.ts';
import { agent, assemble, scenario } from '../support/setups.ts';

export const partners = (forward: StrategyChoice): Scenario =>
  scenario({ agents: [1 / 2, 1 / 4, 1 / 4].map((endowment, i) => agent(`a${i}`, { endowment, forward })) });
export const unequal = (forward: StrategyChoice): Scenario =>
  scenario({
    supply: 2,
    agents: [
      agent('a1', { maxDemand: 2, endowment: 2, forward, type: { family: 'power', exponent: 2, min: 1, max: 3 } }),
      agent('a2', { maxDemand: 1, forward, type: { family: 'uniform', min: 1, max: 3 } }),
      agent('a3', { maxDemand: 3 / 4, forward, type: { family: 'triangular', mode: 2, min: 1, max: 3 } }),
      agent('a4', { maxDemand: 1 / 2, forward, type: { family: 'beta', alpha: 2, beta: 3, min: 1, max: 3 } }),
    ],
  });
export const ruled = (given: Scenario, rule: 'posted' | 'discriminatory', cycles: number): Scenario => ({
  ...given,
  forward: { rule, margin: 0.25, domain: 'full', charges: 'none' } satisfies ForwardRule,
  carry: 'reset',
  cycles,
});

/** The one outlook of a scenario whose endowments are reset; posted payoffs are the same whatever the others demand. */
export const outlookFor = (given: Scenario): ForwardOutlook => {
  const outlook = assemble(given).markets.outlook(given.agents.map(({ endowment }) => endowment));
  if (given.forward.rule !== 'posted') return outlook;
  const known = given.agents.map(() => new Map<number, number>());
  return {
    ...outlook,
    payoff: (i, demand, others) => {
      const value = known[i]?.get(demand) ?? outlook.payoff(i, demand, others);
      known[i]?.set(demand, value);
      return value;
    },
  };
};

/** What agents see in a first cycle. */
export const knownIn = (given: Scenario): PublicKnowledge => {
  const { economy, theory } = assemble(given);
  return {
    cycle: 1,
    economy,
    states: null,
    forwardRule: given.forward,
    spotRule: given.spot,
    discount: 1,
    endowments: given.agents.map(({ endowment }) => endowment),
    priceAtZero: theory.commonWorstOffType,
    interiorHoldings: theory.interiorHoldings,
    outlook: outlookFor(given),
    previous: null,
  };
};

export const largest = (values: readonly number[]): number => Math.max(...values.map(Math.abs));
