import type { PerAgent } from '../domain/economy.ts';
import type { Scenario, ScenarioAgent } from '../domain/scenario.ts';
import type { MarketState } from '../engine/state.ts';
import { redistributed } from './redistributed.ts';

/** Something of a run that a branch can make otherwise. */
export interface Changeable {
  readonly name: string;
  /** Whether it is one agent's, the whole market's otherwise. */
  readonly own: boolean;
  /** The first of the events that it must come before. */
  readonly before: 'demand' | 'report' | 'types-realized' | 'state-realized' | 'cycle-started';
  /** What it was at the end of the cycle; null where there was none. */
  readonly was: (state: MarketState, scenario: Scenario, i: number) => number | string | null;
  /** Between what a slider moves, or among what one chooses; null for what is written. */
  readonly range: ((scenario: Scenario) => readonly [number, number]) | null;
  readonly choices: ((scenario: Scenario) => readonly string[]) | null;
  /** As `forespot fork --set` takes it. */
  readonly assignment: (asked: Asked) => string;
}

interface Asked extends Pick<Scenario, 'agents' | 'supply'> {
  readonly endowments: PerAgent;
  readonly agent: string;
  readonly value: string;
}

const types = ({ agents }: Scenario): readonly [number, number] => {
  const { min, max } = (agents[0] as ScenarioAgent).type;
  return [min, max];
};
const units = ({ supply }: Scenario): readonly [number, number] => [0, supply];
const chosen = { range: null };
const slid = { choices: null };

/** Everything that can be: what holds in the cycle alone, then what holds from it on. */
export const changeables = ({ states, forward }: Scenario): readonly Changeable[] => [
  {
    ...slid,
    name: 'demand',
    own: true,
    before: 'demand',
    was: ({ demands }, _, i) => demands[i] ?? null,
    range: units,
    assignment: ({ agent, value }) => `demands.${agent}=${value}`,
  },
  {
    ...slid,
    name: 'report',
    own: true,
    before: 'report',
    was: ({ reports }, _, i) => reports[i] ?? null,
    range: types,
    assignment: ({ agent, value }) => `reports.${agent}=${value}`,
  },
  {
    ...slid,
    name: 'type',
    own: true,
    before: 'types-realized',
    was: ({ types: drawn }, _, i) => drawn[i] ?? null,
    range: types,
    assignment: ({ agent, value }) => `types.${agent}=${value}`,
  },
  {
    ...slid,
    name: 'endowment',
    own: true,
    before: 'cycle-started',
    was: ({ endowments }, _, i) => endowments[i] ?? null,
    range: units,
    assignment: ({ agents, endowments, supply, agent, value }) => {
      const i = agents.findIndex(({ id }) => id === agent);
      const number = Number(value);
      if (!(number >= 0 && number <= supply)) return `endowments.${agent}=${value}`;
      return `endowments=${JSON.stringify(redistributed({ endowments, supply, i, value: number }))}`;
    },
  },
  ...(['forward', 'spot'] as const).map(
    (market): Changeable => ({
      ...chosen,
      ...slid,
      name: `${market} strategy`,
      own: true,
      before: 'cycle-started',
      was: (_state, { agents }, i) => written(agents[i]?.[market]),
      assignment: ({ agent, value }) => `agents.${agent}.${market}=${value}`,
    }),
  ),
  ...(states === null
    ? []
    : [
        {
          ...chosen,
          name: 'state of demand',
          own: false,
          before: 'state-realized',
          was: ({ aggregateState }) => aggregateState,
          choices: () => states.outcomes.map(({ id }) => id),
          assignment: ({ value }) => `state=${JSON.stringify(value)}`,
        } satisfies Changeable,
      ]),
  {
    ...chosen,
    name: 'rule of the forward market',
    own: false,
    before: 'cycle-started',
    was: (_state, scenario) => scenario.forward.rule,
    choices: () => ['discriminatory', 'posted', 'uniform', 'none'],
    assignment: ({ value }) => `forward.rule=${value}`,
  },
  ...('margin' in forward
    ? [
        {
          ...slid,
          name: 'margin of P',
          own: false,
          before: 'cycle-started',
          was: () => forward.margin,
          range: () => [0, Math.max(2, forward.margin)],
          assignment: ({ value }) => `forward.margin=${value}`,
        } satisfies Changeable,
      ]
    : []),
  {
    ...chosen,
    name: 'mechanism of the spot market',
    own: false,
    before: 'cycle-started',
    was: (_state, { spot }) => spot.mechanism,
    choices: () => ['vcg', 'agv'],
    assignment: ({ value }) => `spot.mechanism=${value}`,
  },
];

/** A strategy as a scenario file has it. */
const written = (choice: ScenarioAgent['forward'] | undefined): string | null => {
  if (choice === undefined) return null;
  const { strategy, ...parameters } = choice;
  return Object.keys(parameters).length === 0 ? strategy : JSON.stringify(choice);
};
