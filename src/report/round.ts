import type { PerAgent } from '../domain/economy.ts';
import type { Scenario } from '../domain/scenario.ts';
import { editedScenario } from '../engine/edits.ts';
import type { VisibleEvent, VisibleScenario } from '../log/visibleEvent.ts';

/** One closed cycle; null is what did not happen or what a redacted log hides. Arrays follow the agents' order. */
export interface Round {
  readonly cycle: number;
  /** With the rules that its markets opened with. */
  readonly scenario: Scenario;
  readonly endowments: PerAgent;
  /** Why the forward market did not open. */
  readonly refused: string | null;
  readonly forward: {
    readonly demands: PerAgent;
    readonly holdings: PerAgent;
    readonly payments: PerAgent;
    readonly charges: PerAgent;
    readonly budget: number;
  } | null;
  readonly state: string | null;
  readonly types: PerAgent | null;
  readonly worstOffTypes: PerAgent;
  readonly expectedSurplus: number;
  readonly operates: boolean;
  readonly reports: PerAgent | null;
  readonly allocation: PerAgent;
  readonly spotPayments: PerAgent | null;
  /** Sum of the spot payments; 0 where the market stayed shut. */
  readonly surplus: number;
  readonly payoffs: PerAgent | null;
  readonly welfare: number;
  readonly firstBest: number;
  readonly cash: PerAgent;
  readonly operatorCash: number;
}

type Draft = { -readonly [K in keyof Round]: Round[K] };

/** Takes the events of a log one by one and gives the round with the event that closes it. Memory: one cycle. */
export const createRounds = (): ((event: VisibleEvent) => Round | null) => {
  let scenario: Scenario | null = null;
  let draft: Draft | null = null;
  return (event) => {
    if (event.kind === 'run-started') scenario = withoutSecrets(event.scenario);
    if (event.kind === 'run-forked' && scenario !== null) {
      const known = event.edits.flatMap(({ path, value }) => (value === null ? [] : [{ path, value }]));
      scenario = editedScenario(scenario, known);
    }
    if (event.kind === 'cycle-started' && scenario !== null) draft = begun(event.cycle, scenario, event.endowments);
    if (draft === null) return null;
    switch (event.kind) {
      case 'forward-refused':
        draft.refused = event.reason;
        return null;
      case 'forward-opened':
        draft.scenario = scenario ?? draft.scenario;
        return null;
      case 'forward-cleared':
        draft.forward = event;
        return null;
      case 'state-realized':
        draft.state = event.state;
        return null;
      case 'types-realized':
        draft.types = whole(event.types);
        return null;
      case 'spot-opened':
        draft.worstOffTypes = event.worstOffTypes;
        draft.expectedSurplus = event.expectedSurplus;
        draft.operates = event.operates;
        // A fork may come between the two markets.
        if (scenario !== null && scenario.spot !== draft.scenario.spot)
          draft.scenario = { ...draft.scenario, spot: scenario.spot };
        return null;
      case 'spot-cleared':
        draft.reports = whole(event.reports);
        draft.allocation = event.allocation;
        draft.spotPayments = event.payments;
        draft.surplus = event.surplus;
        return null;
      case 'spot-skipped':
        draft.allocation = event.allocation;
        return null;
      case 'cycle-closed': {
        const { welfare, firstBest, cash, operatorCash } = event;
        return { ...draft, payoffs: whole(event.payoffs), welfare, firstBest, cash, operatorCash };
      }
      default:
        return null;
    }
  };
};

/** A list of which nothing is hidden. */
export const whole = (values: readonly (number | null)[]): PerAgent | null =>
  values.every((value) => value !== null) ? values : null;

/** What markets are made of; a redacted log hides no part of it, and strategies are asked for nothing. */
const withoutSecrets = (scenario: VisibleScenario): Scenario => {
  if (isWhole(scenario)) return scenario;
  return {
    ...scenario,
    seed: '',
    agents: scenario.agents.map(({ forward, spot, ...agent }) => ({
      ...agent,
      forward: forward ?? { strategy: 'hidden' },
      spot: spot ?? { strategy: 'hidden' },
    })),
  };
};

/** The same object where nothing is hidden: what is computed of its agents is kept with it. */
const isWhole = (scenario: VisibleScenario): scenario is Scenario =>
  scenario.seed !== null && scenario.agents.every(({ forward, spot }) => forward !== null && spot !== null);

const begun = (cycle: number, scenario: Scenario, endowments: PerAgent): Draft => ({
  cycle,
  scenario,
  endowments,
  refused: null,
  forward: null,
  state: null,
  types: null,
  worstOffTypes: [],
  expectedSurplus: 0,
  operates: false,
  reports: null,
  allocation: endowments,
  spotPayments: null,
  surplus: 0,
  payoffs: null,
  welfare: 0,
  firstBest: 0,
  cash: [],
  operatorCash: 0,
});
