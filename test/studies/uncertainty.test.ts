import { describe, expect, test } from 'vitest';
import { ration } from '../../markets/forward/ration.ts';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import type { AggregateStates, Scenario } from '../../src/domain/scenario.ts';
import { forwardDeviations, isEquilibrium } from '../../src/studies/forwardDeviations.ts';
import { forwardGame } from '../../src/studies/forwardGame.ts';
import { outcomeOf } from '../../src/studies/uncertainty/stateOutcomes.ts';
import { type Uncertainty, uncertainty } from '../../src/studies/uncertainty/uncertainty.ts';
import { distinctPrices, uniformReplies } from '../../src/studies/uncertainty/uniformReplies.ts';
import { autarkyPayoff, spotPayoff } from '../../src/theory/spotPayoff.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { agent, scenario } from '../support/setups.ts';

/** Errors of expected figures, money on a scale of one. */
const ROUNDING = 1e-11;
const near = (found: number, expected: number): void => expect(Math.abs(found - expected)).toBeLessThan(ROUNDING);

const outcomes = [
  { id: 'high', probability: 1 / 4, demandScale: 1.5 },
  { id: 'usual', probability: 1 / 2, demandScale: 1 },
  { id: 'low', probability: 1 / 4, demandScale: 0.6 },
];
const states = (anticipated: boolean): AggregateStates => ({ anticipated, outcomes });

/** Four equals who want half of all in the usual state; two of them own it. */
const equals: Scenario = scenario({
  agents: [
    agent('a1', { maxDemand: 1 / 2, endowment: 0.7 }),
    agent('a2', { maxDemand: 1 / 2, endowment: 0.3 }),
    agent('a3', { maxDemand: 1 / 2 }),
    agent('a4', { maxDemand: 1 / 2 }),
  ],
  states: states(true),
});
const blind: Scenario = { ...equals, states: states(false) };

/** One agent wants next to nothing in a state that is rare. */
const unequal: Scenario = scenario({
  agents: [agent('a1', { maxDemand: 0.4, endowment: 1 }), agent('a2'), agent('a3', { maxDemand: 0.9 })],
  states: {
    anticipated: true,
    outcomes: [
      { id: 'boom', probability: 0.9, demandScale: 2 },
      { id: 'bust', probability: 0.1, demandScale: 0.5 },
    ],
  },
});

const studied = new Map<Scenario, Uncertainty>();
const study = (given: Scenario): Uncertainty => {
  const known = studied.get(given) ?? uncertainty(given);
  studied.set(given, known);
  return known;
};

describe('a forward market of equals before the state is known', () => {
  test.each([
    ['anticipated', equals],
    ['not anticipated', blind],
  ] as const)(
    'spreads the supply evenly, from where the spot market operates in every state, which is %s',
    (_how, given) => {
      const { forward, firstBest } = study(given);
      for (const held of forward.holdings) near(held, 1 / 4);
      expect(forward.operatesInEvery).toBe(true);
      expect(forward.welfareLost).toBe(0);
      expect(forward.expectedWelfare).toBe(firstBest);
      expect(forward.idle).toBeNull();
      expect(Math.min(...forward.states.map(({ expectedSurplus }) => expectedSurplus))).toBeGreaterThan(0.001);
    },
  );

  test('is priced from the expected worst-off type if the states are anticipated, else from the usual one', () => {
    const inStates = study(equals).forward.states.map(({ worstOffTypes }) => worstOffTypes[0] as number);
    const expected = inStates.reduce((sum, t, w) => sum + (outcomes[w]?.probability as number) * t, 0);
    near(study(equals).forward.priceAtZero, expected);
    near(study(blind).forward.priceAtZero, inStates[1] as number);
    expect(Math.abs(expected - (inStates[1] as number))).toBeGreaterThan(0.001);
  });

  test('runs a deficit, which the spot market need not make good', () => {
    const { payments, budget } = study(equals).forward;
    near(
      payments.reduce((sum, payment) => sum + payment, 0),
      budget,
    );
    expect(budget).toBeLessThan(-0.1);
  });
});

describe('what holdings come to', () => {
  test('is counted state by state: first best where the spot market opens, else the value of what is kept', () => {
    const { theoryIn } = marketsOf(equals);
    const { endowments, firstBest, autarky } = study(equals);
    const own = equals.agents.map(({ endowment }) => endowment);
    let [welfare, left, best, kept] = [0, 0, 0, 0];
    for (const { id, probability } of outcomes) {
      const theory = theoryIn(id);
      const { operates, expectedSurplus } = spotProspect(theory, own);
      const keeping = own.reduce((sum, e, i) => sum + autarkyPayoff(theory, i, e), 0);
      welfare += probability * (operates ? theory.firstBestWelfare : keeping);
      left += probability * (operates ? expectedSurplus : 0);
      best += probability * theory.firstBestWelfare;
      kept += probability * keeping;
    }
    near(endowments.expectedWelfare, welfare);
    near(endowments.leftToOperator, left);
    near(endowments.welfareLost, best - welfare);
    near(firstBest, best);
    near(autarky, kept);
    // Without a forward market the spot market stays shut where most is wanted.
    expect(endowments.states.map(({ operates }) => operates)).toEqual([false, true, true]);
  });
});

describe('a uniform price', () => {
  test('brings about demands that no other demand of a grid beats', () => {
    for (const given of [equals, unequal]) {
      const { forwardTheory } = marketsOf(given);
      const own = given.agents.map(({ endowment }) => endowment);
      for (const price of [0.05, 0.3, 0.45, 0.5, 0.7, 0.95]) {
        const replies = uniformReplies(forwardTheory, own, price);
        for (const [i, reply] of replies.entries()) {
          const payoff = (x: number): number => spotPayoff(forwardTheory, i, x) - x * price;
          const best = Math.max(...Array.from({ length: 2001 }, (_, j) => payoff(j / 2000)));
          expect(best - payoff(reply)).toBeLessThan(ROUNDING);
        }
      }
    }
  });

  test('at which an agent is indifferent has it trade least', () => {
    // q = t: everything and nothing are worth the same at 1/2.
    const pair = scenario({ agents: [agent('a1', { endowment: 0.9 }), agent('a2', { endowment: 0.1 })] });
    expect(uniformReplies(marketsOf(pair).theory, [0.9, 0.1], 1 / 2)).toEqual([1, 0]);
  });

  test('of any size brings about the demands of one that is listed', () => {
    // The strong owner wavers at 1/3 and the weak buyer at 3/4: both want to trade between these prices, and just one at either.
    const power = (exponent: number) => ({ family: 'power', exponent, min: 0, max: 1 }) as const;
    const willing = scenario({
      agents: [agent('a1', { endowment: 1, type: power(3) }), agent('a2', { type: power(0.5) })],
    });
    for (const given of [equals, unequal, willing]) {
      const { forwardTheory } = marketsOf(given);
      const own = given.agents.map(({ endowment }) => endowment);
      const listed = new Set(
        distinctPrices(forwardTheory).map((price) => String(uniformReplies(forwardTheory, own, price))),
      );
      expect(listed.size).toBeGreaterThan(2);
      for (let j = 0; j <= 500; j++) expect(listed).toContain(String(uniformReplies(forwardTheory, own, j / 500)));
    }
  });

  test('does not open the spot market in every state, and none does better than the best', () => {
    const { theoryIn, forwardTheory } = marketsOf(equals);
    const own = equals.agents.map(({ endowment }) => endowment);
    const demand = outcomes.map((outcome) => ({ ...outcome, theory: theoryIn(outcome.id) }));
    const { uniform, bestUniform, forward } = study(equals);
    expect(uniform.price).toBe(forward.priceAtZero);
    expect(uniform.operatesInEvery).toBe(false);
    expect(bestUniform.operatesInEvery).toBe(false);
    for (let j = 0; j <= 100; j++) {
      const replies = uniformReplies(forwardTheory, own, j / 100);
      const { expectedWelfare } = outcomeOf(demand, ration(replies, own));
      expect(expectedWelfare).toBeLessThanOrEqual(bestUniform.expectedWelfare + ROUNDING);
    }
  });
});

describe('bargaining that is blind to the state', () => {
  test('breaks even in the state that it is for', () => {
    for (const { bargainedFor, kind, states: each, holdings } of study(equals).stateBlind) {
      expect(kind).toBe('break-even');
      near(each.find(({ state }) => state === bargainedFor)?.expectedSurplus as number, 0);
      near(
        holdings.reduce((sum, held) => sum + held, 0),
        1,
      );
    }
  });

  test('leaves money on the table in other states: a shut market or a surplus', () => {
    for (const { bargainedFor, states: each } of study(equals).stateBlind) {
      const others = each.filter(({ state }) => state !== bargainedFor);
      expect(others.every(({ operates, expectedSurplus }) => !operates || expectedSurplus > 0.001)).toBe(true);
    }
    const usual = study(equals).stateBlind[1];
    expect(usual?.states.map(({ operates }) => operates)).toEqual([false, true, true]);
    expect(usual?.welfareLost).toBeGreaterThan(0.01);
  });
});

describe('unequal agents', () => {
  test('may hold units that are idle in a state, and then gain by demanding less: r* is no equilibrium', () => {
    const { forward } = study(unequal);
    expect(forward.idle).toBe('a1');
    const game = forwardGame(unequal);
    const found = forwardDeviations(game, forward.holdings, { reading: 'paper', tolerance: 1e-9 });
    expect(isEquilibrium(found, 1e-6).holds).toBe(false);
    expect(found.agents[0]?.gain).toBeGreaterThan(1e-6);
    expect(found.agents[0]?.bestResponse).toBeLessThan(forward.holdings[0] as number);
  });
});

test('a scenario without states is refused, and states of probability zero are left out', () => {
  expect(() => uncertainty(scenario())).toThrow('the scenario partners has no states of demand');
  const never = { id: 'never', probability: 0, demandScale: 3 };
  const padded = uncertainty({ ...equals, states: { anticipated: true, outcomes: [...outcomes, never] } });
  expect(padded.forward.states.map(({ state }) => state)).toEqual(['high', 'usual', 'low']);
  expect(padded.forward.payments).toEqual(study(equals).forward.payments);
});
