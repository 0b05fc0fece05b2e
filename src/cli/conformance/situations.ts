import type { DistributionSpec } from '../../domain/distribution.ts';
import type { Scenario, ScenarioAgent } from '../../domain/scenario.ts';
import type { Situation } from './material.ts';

/**
 * Small markets that differ where agents could take something for granted: supplies that are not 1, supports that do not begin
 * at 0, endowments above what can be used or of nothing, states of demand, and every forward rule that asks for demands.
 */

const agent = (id: string, maxDemand: number, endowment: number, type: DistributionSpec): ScenarioAgent => ({
  id,
  maxDemand,
  endowment,
  type,
  forward: { strategy: 'equilibrium' },
  spot: { strategy: 'truthful' },
});

const scenario = (
  given: Pick<Scenario, 'name' | 'supply' | 'agents' | 'forward' | 'cycles'> & Partial<Scenario>,
): Scenario => ({
  about: '',
  seed: 'conformance',
  units: { quantity: 'units', money: 'money' },
  spot: { mechanism: 'vcg', resale: false },
  states: null,
  carry: 'allocation',
  discount: 1,
  ...given,
});

const [high, low] = [
  { min: 1, max: 3 },
  { min: 0, max: 2 },
];

const scenarios: readonly Scenario[] = [
  scenario({
    name: 'three traders',
    supply: 4,
    agents: [
      agent('mill', 2, 3, { family: 'uniform', ...high }),
      agent('works', 5 / 2, 1, { family: 'triangular', mode: 3 / 2, ...high }),
      agent('plant', 4, 0, { family: 'power', exponent: 2, ...high }),
    ],
    forward: { rule: 'discriminatory', margin: 1 / 4, domain: 'full', charges: 'none' },
    cycles: 6,
  }),
  scenario({
    name: 'tight or slack',
    supply: 2,
    agents: [agent('seller', 1, 2, { family: 'uniform', ...low }), agent('buyer', 2, 0, { family: 'uniform', ...low })],
    forward: { rule: 'posted', margin: 1 / 4, domain: 'full', charges: 'linear' },
    spot: { mechanism: 'agv', claimant: 'equal', resale: false },
    states: {
      anticipated: true,
      outcomes: [
        { id: 'tight', probability: 1 / 2, demandScale: 5 / 4 },
        { id: 'slack', probability: 1 / 2, demandScale: 3 / 4 },
      ],
    },
    carry: 'reset',
    cycles: 4,
  }),
  scenario({
    name: 'one price',
    supply: 1,
    agents: ['north', 'east', 'south', 'west'].map((id, i) =>
      agent(id, 1, i === 0 ? 1 : 0, { family: 'uniform', ...low }),
    ),
    forward: { rule: 'uniform', price: null, charges: 'none' },
    cycles: 4,
  }),
];

export const situations: readonly Situation[] = scenarios.map((given) => ({ name: given.name, scenario: given }));
