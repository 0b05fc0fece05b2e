import { describe, expect, test } from 'vitest';
import type { EventOf, MarketEvent } from '../../src/domain/events.ts';
import type { Answer, Command, Markets } from '../../src/engine/commands.ts';
import { createDecide } from '../../src/engine/decide.ts';
import { initialState, type MarketState } from '../../src/engine/state.ts';
import { frozenEvolve as evolve } from '../support/frozenEvolve.ts';
import { agent, scenario } from '../support/setups.ts';

const world = scenario({ agents: [agent('a1', { endowment: 1 }), agent('a2')] });

/** Markets with round numbers: a unit costs 1/2 forward, and the spot market gives all to the higher report for 1/4. */
const markets: Markets = {
  forward: {
    profile: { pricing: 'uniform', equilibrium: 'none', budget: 'balanced', participation: 'no' },
    open: (endowments) => ({
      priceAtZero: 1 / 2,
      interiorHoldings: [1 / 2, 1 / 2],
      charges: [1 / 16, 0],
      asksForDemands: true,
      payment: (agent, holding) => (holding - (endowments[agent] as number)) / 2,
      marginalPrice: () => 1 / 2,
      clear: (demands) => {
        const payments = demands.map((demand, i) => (demand - (endowments[i] as number)) / 2);
        return { holdings: demands, payments, budget: payments.reduce((sum, payment) => sum + payment, 0) };
      },
    }),
  },
  outlook: () => ({ payoff: () => 0, marginalPayoff: () => 0 }),
  spotIn: () => ({
    maxDemands: [1, 1],
    market: {
      profile: { mechanism: 'toy', truthful: 'no', budget: 'none', participation: 'no' },
      open: (holdings) => ({
        worstOffTypes: [1 / 4, 1 / 4],
        expectedSurplus: (holdings[0] as number) === 1 ? -1 / 8 : 1 / 8,
        operates: (holdings[0] as number) !== 1,
        clear: ([first, second]) => {
          const allocation = (first as number) >= (second as number) ? [1, 0] : [0, 1];
          return {
            allocation,
            payments: allocation.map((q) => q / 4),
            surplus: 1 / 4,
            welfare: Math.max(first as number, second as number),
          };
        },
      }),
    },
  }),
};

const hash = (text: string): string => `hash of ${text.length} characters`;
const decide = createDecide(() => markets, hash);
const given = (...events: readonly MarketEvent[]): MarketState => events.reduce(evolve, initialState);
const when = (command: Command, events: readonly MarketEvent[]) => decide(command, given(...events));

const started: MarketEvent = {
  kind: 'run-started',
  cycle: 0,
  scenario: world,
  seed: 's',
  agents: ['a1', 'a2'],
  version: 'v',
};
const cycleStarted: MarketEvent = { kind: 'cycle-started', cycle: 1, endowments: [1, 0] };
const opened: MarketEvent = {
  kind: 'forward-opened',
  cycle: 1,
  priceAtZero: 1 / 2,
  interiorHoldings: [1 / 2, 1 / 2],
  rule: world.forward,
};
const cleared: MarketEvent = {
  kind: 'forward-cleared',
  cycle: 1,
  demands: [1 / 2, 1 / 2],
  holdings: [1 / 2, 1 / 2],
  payments: [-1 / 4, 1 / 4],
  charges: [1 / 16, 0],
  budget: 0,
};
const types: MarketEvent = { kind: 'types-realized', cycle: 1, types: [1 / 4, 3 / 4] };
const spotOpened: MarketEvent = {
  kind: 'spot-opened',
  cycle: 1,
  worstOffTypes: [1 / 4, 1 / 4],
  expectedSurplus: 1 / 8,
  operates: true,
  mechanism: 'toy',
};
const spotCleared: MarketEvent = {
  kind: 'spot-cleared',
  cycle: 1,
  reports: [1 / 4, 3 / 4],
  allocation: [0, 1],
  payments: [0, 1 / 4],
  surplus: 1 / 4,
  welfare: 3 / 4,
};
const closed: MarketEvent = {
  kind: 'cycle-closed',
  cycle: 1,
  payoffs: [3 / 16, 1 / 4],
  welfare: 3 / 4,
  firstBest: 3 / 4,
  cash: [3 / 16, -1 / 2],
  operatorCash: 5 / 16,
};

const start: Command = { kind: 'start-run', scenario: world, seed: 's', version: 'v' };
const forward = (...answers: readonly Answer[]): Command => ({ kind: 'clear-forward', answers, detail: 'full' });
const spot = (...answers: readonly Answer[]): Command => ({ kind: 'clear-spot', answers, detail: 'full' });
const realize: Command = { kind: 'realize', state: null, types: [1 / 4, 3 / 4] };

describe('decide', () => {
  test('starts a run', () => expect(when(start, [])).toEqual([started]));

  test('starts a cycle from the endowments of the scenario and opens the forward market', () => {
    expect(when({ kind: 'start-cycle' }, [started])).toEqual([cycleStarted, opened]);
  });

  test('clears the forward market with an event for each demand', () => {
    expect(when(forward(1 / 2, 1 / 2), [started, cycleStarted, opened])).toEqual([
      { kind: 'demand-submitted', cycle: 1, agent: 'a1', demand: 1 / 2 },
      { kind: 'demand-submitted', cycle: 1, agent: 'a2', demand: 1 / 2 },
      cleared,
    ]);
  });

  test('clears it without them when the log is to be compact', () => {
    const command: Command = { kind: 'clear-forward', answers: [1 / 2, 1 / 2], detail: 'compact' };
    expect(when(command, [started, cycleStarted, opened])).toEqual([cleared]);
  });

  test.each<readonly [string, Answer, string]>([
    ['below nothing', -1 / 64, 'expected a demand between 0 and 1'],
    ['above the supply', 65 / 64, 'expected a demand between 0 and 1'],
    ['not a number', Number.NaN, 'expected a demand between 0 and 1, got NaN'],
    ['without bound', Number.POSITIVE_INFINITY, 'expected a demand between 0 and 1'],
    ['refused already', { refused: 'silent' }, 'silent'],
  ])('puts the endowment in the place of a demand that is %s', (_what, answer, reason) => {
    const events = when(forward(answer, 0), [started, cycleStarted, opened]);
    expect(events.slice(0, 2)).toEqual([
      { kind: 'answer-refused', cycle: 1, agent: 'a1', market: 'forward', reason, instead: 'endowment' },
      { kind: 'demand-submitted', cycle: 1, agent: 'a2', demand: 0 },
    ]);
    expect(events[2]).toMatchObject({ kind: 'forward-cleared', demands: [1, 0] });
  });

  test('takes the sign from a zero', () => {
    const events = when(forward(1, -0), [started, cycleStarted, opened]);
    expect(Object.is((events[1] as EventOf<'demand-submitted'>).demand, 0)).toBe(true);
    expect(Object.is((events[2] as EventOf<'forward-cleared'>).demands[1], 0)).toBe(true);
  });

  test('opens the spot market on what the forward market left', () => {
    expect(when(realize, [started, cycleStarted, opened, cleared])).toEqual([types, spotOpened]);
  });

  test('names the state where there is one', () => {
    const events = when({ ...realize, state: 'tight' }, [started, cycleStarted, opened, cleared]);
    expect(events).toEqual([{ kind: 'state-realized', cycle: 1, state: 'tight' }, types, spotOpened]);
  });

  test('skips a spot market that would run a deficit, and everybody keeps its holding', () => {
    const kept: MarketEvent = { ...cleared, demands: [1, 0], holdings: [1, 0], payments: [0, 0] };
    expect(when(realize, [started, cycleStarted, opened, kept])).toEqual([
      types,
      { ...spotOpened, expectedSurplus: -1 / 8, operates: false },
      {
        kind: 'spot-skipped',
        cycle: 1,
        reason: 'the efficient spot market would run an expected deficit of 0.125',
        allocation: [1, 0],
        welfare: 1 / 4,
      },
    ]);
  });

  const toSpot = [started, cycleStarted, opened, cleared, types, spotOpened];

  test('clears the spot market on the reports', () => {
    expect(when(spot(1 / 4, 3 / 4), toSpot)).toEqual([
      { kind: 'report-submitted', cycle: 1, agent: 'a1', report: 1 / 4 },
      { kind: 'report-submitted', cycle: 1, agent: 'a2', report: 3 / 4 },
      spotCleared,
    ]);
  });

  test('puts the type in the place of a report outside the support', () => {
    expect(when(spot(2, 3 / 4), toSpot)).toEqual([
      {
        kind: 'answer-refused',
        cycle: 1,
        agent: 'a1',
        market: 'spot',
        reason: 'expected a report between 0 and 1',
        instead: 'type',
      },
      { kind: 'report-submitted', cycle: 1, agent: 'a2', report: 3 / 4 },
      spotCleared,
    ]);
  });

  test('closes a cycle: value at true types less payments and charges', () => {
    expect(when({ kind: 'close-cycle' }, [...toSpot, spotCleared])).toEqual([closed]);
  });

  test('starts the next cycle from the spot allocation, or again from the endowments', () => {
    const events = [...toSpot, spotCleared, closed];
    expect(when({ kind: 'start-cycle' }, events)[0]).toEqual({ kind: 'cycle-started', cycle: 2, endowments: [0, 1] });
    const reset = { ...started, scenario: { ...world, carry: 'reset' as const } };
    const again = createDecide(() => markets, hash)({ kind: 'start-cycle' }, given(reset, ...events.slice(1)));
    expect(again[0]).toEqual({ kind: 'cycle-started', cycle: 2, endowments: [1, 0] });
  });

  test('completes a run with the hash of its state', () => {
    const [completed] = when({ kind: 'complete-run' }, [...toSpot, spotCleared, closed]);
    expect(completed).toMatchObject({ kind: 'run-completed', cycle: 1, cycles: 1 });
    expect(completed).toHaveProperty('stateHash', expect.stringMatching(/^hash of \d{3} characters$/));
  });

  test('says why a forward market does not open', () => {
    const closedMarket = createDecide(
      () => ({ ...markets, forward: { ...markets.forward, open: () => ({ refused: 'no charges exist' }) } }),
      hash,
    );
    expect(closedMarket({ kind: 'start-cycle' }, given(started))).toEqual([
      cycleStarted,
      { kind: 'forward-refused', cycle: 1, reason: 'no charges exist' },
    ]);
  });
});

describe('a command that does not fit the state throws', () => {
  const commands: readonly Command[] = [
    start,
    { kind: 'start-cycle' },
    forward(0, 0),
    realize,
    spot(0, 0),
    { kind: 'close-cycle' },
    { kind: 'complete-run' },
  ];
  const story = [started, cycleStarted, opened, cleared, types, spotOpened, spotCleared, closed];
  const fits: Readonly<Record<string, readonly string[]>> = {
    nothing: ['start-run'],
    'run-started': ['start-cycle', 'complete-run'],
    'forward-opened': ['clear-forward'],
    'forward-cleared': ['realize'],
    'spot-opened': ['clear-spot'],
    'spot-cleared': ['close-cycle'],
    'cycle-closed': ['start-cycle', 'complete-run'],
  };

  test.each(Object.entries(fits))('after %s only %s fits', (last, fitting) => {
    const events = story.slice(0, story.findIndex(({ kind }) => kind === last) + 1);
    const taken = commands.filter((command) => {
      try {
        when(command, events);
        return true;
      } catch (error) {
        expect((error as Error).message).toMatch(/^[a-z-]+ needs the phase '/);
        return false;
      }
    });
    expect(taken.map(({ kind }) => kind)).toEqual(fitting);
  });

  test('and so does one with an answer too few', () => {
    expect(() => when(forward(0), [started, cycleStarted, opened])).toThrow(
      'clear-forward needs one number for each of the 2 agents, got 1',
    );
    expect(() => when({ ...realize, types: [] }, [started, cycleStarted, opened, cleared])).toThrow(
      'realize needs one number for each of the 2 agents, got 0',
    );
  });
});
