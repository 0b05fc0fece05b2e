import { describe, expect, test } from 'vitest';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { streamsOf } from '../../src/engine/random.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { randomScenario } from '../../src/studies/audit/randomScenario.ts';
import {
  corollary1,
  linearChargesBudget,
  proposition5Budget,
  proposition5Efficiency,
  proposition6Budget,
  proposition6Equilibrium,
} from '../../src/studies/uncertainty/uncertaintyClaims.ts';
import { withEqualAgents } from '../../src/studies/uncertainty/withEqualAgents.ts';
import { pricingFunction } from '../../src/theory/pricingFunction.ts';
import { agent, scenario } from '../support/setups.ts';

/** Share of S (hi - lo) that the claims take for rounding. */
const ROUNDING = 1e-9;
const scaleOf = ({ supply, agents }: Scenario): number => {
  const { max, min } = (agents[0] as Scenario['agents'][number]).type;
  return supply * (max - min);
};

const randomOnes: readonly Scenario[] = Array.from({ length: 12 }, (_, index) => {
  const draw = streamsOf(nodeSha256, ['claims'])(index);
  return withEqualAgents(randomScenario(draw, `claims-${index}`), draw);
});
const spread = (given: Scenario): Scenario => ({
  ...given,
  agents: given.agents.map((each) => ({ ...each, endowment: given.supply / given.agents.length })),
});

/** Two partners with uniform types who want everything, or three quarters; the first owns all. */
const pair: Scenario = scenario({
  agents: [agent('a1', { endowment: 1 }), agent('a2')],
  states: {
    anticipated: true,
    outcomes: [
      { id: 'wide', probability: 1 / 2, demandScale: 1 },
      { id: 'narrow', probability: 1 / 2, demandScale: 3 / 4 },
    ],
  },
});

describe('equal agents in states of demand', () => {
  test('are made of any scenario: the first agent for all, scarce in every state, probabilities that add up to 1', () => {
    for (const { agents, states, supply } of randomOnes) {
      const [first] = agents;
      for (const { maxDemand, type } of agents) expect([maxDemand, type]).toEqual([first?.maxDemand, first?.type]);
      const outcomes = states?.outcomes ?? [];
      expect(outcomes.length).toBeGreaterThanOrEqual(2);
      expect(Math.abs(outcomes.reduce((sum, { probability }) => sum + probability, -1))).toBeLessThan(1e-12);
      for (const { demandScale, probability } of outcomes) {
        expect(probability).toBeGreaterThan(0);
        const wanted = agents.reduce((sum, { maxDemand }) => sum + Math.min(supply, demandScale * maxDemand), 0);
        expect(wanted).toBeGreaterThan(1.04 * supply);
      }
    }
  });

  test('let the spot market operate in every state from equal holdings (Corollary 1), by the least surplus of the states', () => {
    for (const given of randomOnes) expect(corollary1(given)).toMatchObject({ holds: true });
    // Wide: q = t and Pi = 2/3 - 1/2 - 1/12. Narrow: q = 1/4 + t/2, and half of every term that trade moves.
    const { margin, at } = corollary1(pair);
    expect(Math.abs(margin - 1 / 24)).toBeLessThan(1e-12);
    expect(at).toBe('narrow');
  });

  test('demand equal holdings in equilibrium, states anticipated or not (first halves of Propositions 5 and 6)', () => {
    for (const [j, given] of randomOnes.entries()) {
      for (const claim of [proposition5Efficiency, proposition6Equilibrium]) {
        const { holds, margin } = claim(given, 0.05 + j / 8);
        expect(holds).toBe(true);
        expect(margin).toBeGreaterThanOrEqual(-ROUNDING * scaleOf(given));
      }
    }
  });

  test('do not under prices that rise less than the worst-off type', () => {
    for (const claim of [proposition5Efficiency, proposition6Equilibrium]) {
      const { holds, margin } = claim(pair, -1 / 2);
      expect(holds).toBe(false);
      expect(margin).toBeLessThan(-0.01);
    }
  });
});

describe('the budget halves of Propositions 5 and 6', () => {
  test('fail wherever endowments differ from equal holdings, and hold where nothing is to be traded', () => {
    for (const given of randomOnes) {
      const n = given.agents.length;
      const apart = given.agents.some(({ endowment }) => Math.abs(endowment - given.supply / n) > 0.01);
      if (apart) {
        expect(proposition5Budget(given).holds).toBe(false);
        expect(proposition6Budget(given).holds).toBe(false);
      }
      expect(proposition5Budget(spread(given))).toMatchObject({ holds: true });
      expect(proposition6Budget(spread(given))).toMatchObject({ holds: true });
    }
  });

  test('are missed by a quarter where one of two partners owns all, and by more where it may want less', () => {
    // tau = x: two triangles of 1/8. Narrow: tau = 2x - 1/2 within [1/4, 3/4], whose triangles hold 3/16; the mean is 5/16.
    const [five, six] = [proposition5Budget(pair), proposition6Budget(pair)];
    expect(Math.abs(five.margin + 1 / 4)).toBeLessThan(1e-12);
    expect(Math.abs(six.margin + 5 / 16)).toBeLessThan(1e-12);
  });

  test('are missed by the prices of the family by no less than the bound', () => {
    for (const given of randomOnes) {
      const { forwardTheory } = marketsOf(given);
      const endowments = given.agents.map(({ endowment }) => endowment);
      const best = pricingFunction(forwardTheory, { margin: 0, domain: 'paper', endowments });
      const equal = given.supply / given.agents.length;
      const supremum = -endowments.reduce((sum, e) => sum + best.potential(e - equal), 0);
      expect(supremum).toBeLessThanOrEqual(proposition6Budget(given).margin + ROUNDING * scaleOf(given));
    }
  });

  test('are mended by linear charges', () => {
    for (const given of randomOnes) expect(linearChargesBudget(given, 0.25).holds).toBe(true);
  });
});

test('a scenario of unequal agents, or without states, is refused', () => {
  const unequal = { ...pair, agents: [agent('a1', { endowment: 1 }), agent('a2', { maxDemand: 0.9 })] };
  expect(() => corollary1(unequal)).toThrow(
    'section 5.1 is about equal agents: a2 differs from a1 in maximum demand or type',
  );
  expect(() => proposition6Budget({ ...pair, states: null })).toThrow('the scenario partners has no states of demand');
});
