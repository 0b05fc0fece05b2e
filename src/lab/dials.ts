import type { DistributionSpec } from '../domain/distribution.ts';
import type { Scenario, ScenarioAgent } from '../domain/scenario.ts';
import { redistributed } from './redistributed.ts';

/** A number of the scenario that can be turned. */
export interface Dial {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
  readonly turned: (scenario: Scenario, value: number) => Scenario;
}

export interface DialGroup {
  readonly name: string;
  /** The agent's index, for its colour; null for the market's own numbers. */
  readonly agent: number | null;
  readonly dials: readonly Dial[];
}

/** Every number of a scenario as dials: the market's first, then each agent's. */
export const dialGroups = (scenario: Scenario): readonly DialGroup[] => [
  { name: 'market', agent: null, dials: marketDials(scenario) },
  ...scenario.agents.map((agent, i) => ({ name: agent.id, agent: i, dials: agentDials(scenario, agent, i) })),
];

const marketDials = ({ supply, forward, spot, carry, states, agents, cycles, discount }: Scenario): readonly Dial[] => {
  const { min, max } = (agents[0] as ScenarioAgent).type;
  const wanted = agents.reduce((sum, { maxDemand }) => sum + maxDemand, 0);
  return [
    {
      label: 'supply',
      value: supply,
      min: supply / 4,
      max: Math.max(supply, wanted * 0.999),
      // Everybody owns the same share as before.
      turned: (scenario, value) => ({
        ...scenario,
        supply: value,
        agents: dividing(
          scenario.agents.map((agent) => ({ ...agent, endowment: (agent.endowment * value) / scenario.supply })),
          value,
        ),
      }),
    },
    ...('margin' in forward
      ? [
          dial('margin of P', forward.margin, [0, Math.max(2, forward.margin)], (scenario, margin) => ({
            ...scenario,
            forward: { ...scenario.forward, margin } as Scenario['forward'],
          })),
        ]
      : []),
    ...(forward.rule === 'uniform' && forward.price !== null
      ? [
          dial('forward price', forward.price, [min, max], (scenario, price) => ({
            ...scenario,
            forward: { ...scenario.forward, price } as Scenario['forward'],
          })),
        ]
      : []),
    {
      ...dial('cycles', cycles, [1, Math.max(40, 2 * cycles)], (scenario, value) => ({ ...scenario, cycles: value })),
      whole: true,
    },
    ...(spot.resale && carry === 'allocation'
      ? [dial('discount', discount, [0, 1], (scenario, value) => ({ ...scenario, discount: value }))]
      : []),
    ...(states?.outcomes ?? []).map(({ id, demandScale }, j) =>
      dial(`demand scale, ${id}`, demandScale, [demandScale / 2, demandScale * 2], (scenario, value) => ({
        ...scenario,
        states:
          scenario.states === null
            ? null
            : {
                ...scenario.states,
                outcomes: scenario.states.outcomes.map((outcome, at) =>
                  at === j ? { ...outcome, demandScale: value } : outcome,
                ),
              },
      })),
    ),
    dial('lowest type', min, [0, Math.max(min, max * 0.95)], (scenario, value) =>
      withSupport(scenario, { min: value }),
    ),
    dial('highest type', max, [min + (max - min) / 10, min + (max - min) * 3], (scenario, value) =>
      withSupport(scenario, { max: value }),
    ),
  ];
};

const agentDials = (
  { supply }: Scenario,
  { maxDemand, endowment, type, forward, spot }: ScenarioAgent,
  i: number,
): readonly Dial[] => {
  const change = (scenario: Scenario, changes: Partial<ScenarioAgent>): Scenario => ({
    ...scenario,
    agents: scenario.agents.map((agent, j) => (i === j ? { ...agent, ...changes } : agent)),
  });
  return [
    dial('maximum demand', maxDemand, [supply / 200, Math.max(supply, maxDemand)], (scenario, value) =>
      change(scenario, { maxDemand: value }),
    ),
    dial('endowment', endowment, [0, supply], (scenario, value) => withEndowment(scenario, i, value)),
    ...typeNumbers(type).map(([key, value, range]) =>
      dial(`type: ${key}`, value, range, (scenario, turned) =>
        change(scenario, {
          type: { ...(scenario.agents[i] as ScenarioAgent).type, [key]: turned } as DistributionSpec,
        }),
      ),
    ),
    ...(['forward', 'spot'] as const).flatMap((market) =>
      Object.entries(market === 'forward' ? forward : spot).flatMap(([key, value]): readonly Dial[] =>
        typeof value !== 'number'
          ? []
          : [
              dial(
                `${market}: ${key}`,
                value,
                value === 0 ? [0, 1] : [Math.min(0, 2 * value), Math.max(2 * value, 1)],
                (scenario, turned) =>
                  change(scenario, { [market]: { ...(scenario.agents[i] as ScenarioAgent)[market], [key]: turned } }),
              ),
            ],
      ),
    ),
  ];
};

const dial = (label: string, value: number, [min, max]: readonly [number, number], turned: Dial['turned']): Dial => ({
  label,
  value,
  min,
  max,
  turned,
});

type TypeNumber = readonly [key: string, value: number, range: readonly [number, number]];

/** What shapes a distribution within its support. */
const typeNumbers = (type: DistributionSpec): readonly TypeNumber[] => {
  const positive = (key: string, value: number): TypeNumber => [key, value, [value / 5, value * 5]];
  const width = type.max - type.min;
  switch (type.family) {
    case 'power':
      return [positive('exponent', type.exponent)];
    case 'beta':
      return [positive('alpha', type.alpha), positive('beta', type.beta)];
    case 'truncated-normal':
      return [
        ['mean', type.mean, [Math.min(type.mean, type.min), Math.max(type.mean, type.max)]],
        ['sd', type.sd, [Math.min(type.sd, width / 20), Math.max(type.sd, width)]],
      ];
    case 'truncated-exponential':
      return [['rate', type.rate, type.rate > 0 ? [type.rate / 5, type.rate * 5] : [type.rate * 5, type.rate / 5]]];
    case 'truncated-lognormal':
      return [['mu', type.mu, [type.mu - 2, type.mu + 2]], positive('sigma', type.sigma)];
    case 'triangular':
      return [['mode', type.mode, [type.min + width / 100, type.max - width / 100]]];
    case 'uniform':
    case 'quantiles':
    case 'empirical':
      return [];
    default:
      return type satisfies never;
  }
};

/** One agent's endowment, the others' shares of the rest as they were. */
const withEndowment = (scenario: Scenario, i: number, value: number): Scenario => {
  const { supply, agents } = scenario;
  const endowments = redistributed({ endowments: agents.map(({ endowment }) => endowment), supply, i, value });
  const agentsNow = agents.map((agent, j) => ({ ...agent, endowment: endowments[j] as number }));
  return { ...scenario, agents: dividing(agentsNow, supply) };
};

/** Endowments that add up to the supply to rounding: the largest takes what rounding left. */
const dividing = (agents: readonly ScenarioAgent[], supply: number): readonly ScenarioAgent[] => {
  const left = supply - agents.reduce((sum, { endowment }) => sum + endowment, 0);
  const largest = agents.reduce(
    (best, { endowment }, j) => (endowment > (agents[best] as ScenarioAgent).endowment ? j : best),
    0,
  );
  return agents.map((agent, j) => (j === largest ? { ...agent, endowment: agent.endowment + left } : agent));
};

/** All agents' types on one new support, stretched with it where their numbers lie on it. */
const withSupport = (scenario: Scenario, change: { readonly min?: number; readonly max?: number }): Scenario => ({
  ...scenario,
  agents: scenario.agents.map((agent) => ({
    ...agent,
    type: stretched(agent.type, { min: change.min ?? agent.type.min, max: change.max ?? agent.type.max }),
  })),
});

const stretched = (
  type: DistributionSpec,
  { min, max }: { readonly min: number; readonly max: number },
): DistributionSpec => {
  const scale = (max - min) / (type.max - type.min);
  const moved = (x: number): number => (x === type.min ? min : x === type.max ? max : min + (x - type.min) * scale);
  switch (type.family) {
    case 'triangular':
      return { ...type, min, max, mode: moved(type.mode) };
    case 'quantiles':
      return { ...type, min, max, points: type.points.map(([x, probability]) => [moved(x), probability]) };
    case 'empirical':
      return { ...type, min, max, values: type.values.map(moved) };
    default:
      return { ...type, min, max };
  }
};
