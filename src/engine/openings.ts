import type { PerAgent } from '../domain/economy.ts';
import type { SpotRound } from '../domain/markets.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { CycleMarkets, Markets, MarketsFor } from './commands.ts';

/** The markets of a cycle, each opened once on the same quantities. */
interface Openings {
  readonly openForward: (endowments: PerAgent, state: null) => ReturnType<CycleMarkets['forward']['open']>;
  readonly spotOf: CycleMarkets['spotIn'];
  readonly openSpot: (holdings: PerAgent, state: string | null) => SpotRound;
}

/** The openings of a cycle from 1, under a scenario that the run has had. */
export type OpeningsIn = (scenario: Scenario, cycle: number) => Openings;

/** For each scenario that a run has had, one set for all cycles that are alike, else one for the last cycle that was asked for. */
export const openingsByScenario = (marketsFor: MarketsFor): OpeningsIn => {
  const ofScenario = onceEach((scenario: Scenario) => openingsByCycle(marketsFor(scenario)));
  return (scenario, cycle) => ofScenario(scenario)(cycle);
};

/** Remembers what was made for each scenario, by the object that it is: a run hands one on until a fork changes it. */
export const onceEach = <T>(make: (scenario: Scenario) => T): ((scenario: Scenario) => T) => {
  const known = new WeakMap<Scenario, T>();
  return (scenario) => {
    const made = known.get(scenario) ?? make(scenario);
    known.set(scenario, made);
    return made;
  };
};

const openingsByCycle = (markets: Markets): ((cycle: number) => Openings) => {
  const { inCycle } = markets;
  let last = { cycle: 0, openings: openings(markets) };
  return (cycle) => {
    if (inCycle !== undefined && last.cycle !== cycle) last = { cycle, openings: openings(inCycle(cycle)) };
    return last.openings;
  };
};

const openings = (markets: CycleMarkets): Openings => {
  const spotIn = new Map<string | null, ReturnType<CycleMarkets['spotIn']>>();
  const spotOf: CycleMarkets['spotIn'] = (state) => {
    const known = spotIn.get(state) ?? markets.spotIn(state);
    spotIn.set(state, known);
    return known;
  };
  return {
    openForward: remembering(markets.forward.open),
    spotOf,
    openSpot: remembering((holdings, state) => spotOf(state).market.open(holdings)),
  };
};

/** Remembers the last answer for the same array: the state hands arrays on by reference. */
const remembering = <T>(open: (quantities: PerAgent, state: string | null) => T): typeof open => {
  let last: { readonly quantities: PerAgent; readonly state: string | null; readonly opened: T } | undefined;
  return (quantities, state) => {
    if (last?.quantities !== quantities || last.state !== state)
      last = { quantities, state, opened: open(quantities, state) };
    return last.opened;
  };
};
