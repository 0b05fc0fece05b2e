import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedTheory } from '../../src/theory/expectedTheory.ts';
import { forwardProspect } from '../../src/theory/forwardProspect.ts';
import type { TheoryState } from '../../src/theory/forwardTheory.ts';
import { idleAtInterior } from '../../src/theory/idleAtInterior.ts';
import { pricingFunction } from '../../src/theory/pricingFunction.ts';
import { singleCrossing } from '../../src/theory/singleCrossing.ts';
import { autarkyPayoff, spotPayoff } from '../../src/theory/spotPayoff.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { theoryOf } from '../../src/theory/theory.ts';
import { economyFrom, thousandths, type WrittenEconomy, writtenEconomies } from '../arbitraries/economy.ts';
import { allocationBySubsets } from './oracles/subsets.ts';

/** Tables of tables on a scale of one: the nested searches lose a few digits of rounding. */
const ROUNDING = 1e-11;

const uniform = { family: 'uniform', min: 0, max: 1 } as const;
const partners = (...maxDemands: readonly number[]): WrittenEconomy => ({
  supply: 1,
  agents: maxDemands.map((maxDemand, i) => ({ maxDemand, endowment: i === 0 ? 1 : 0, type: uniform })),
});
const scaled = (written: WrittenEconomy, scale: number): WrittenEconomy => ({
  ...written,
  agents: written.agents.map((agent) => ({ ...agent, maxDemand: agent.maxDemand * scale })),
});
const stateOf = (probability: number, written: WrittenEconomy): TheoryState => ({
  probability,
  theory: theoryOf(economyFrom(written)),
});
const near = (found: number, expected: number): void => expect(Math.abs(found - expected)).toBeLessThan(ROUNDING);

describe('two partners who may want 1 or 3/4 each, with equal chances', () => {
  // q = t in the first state and 1/4 + t/2 in the second: t^ = x and 2x - 1/2, cut to [0, 1], and tau is their mean.
  const theory = expectedTheory([stateOf(1 / 2, partners(1, 1)), stateOf(1 / 2, partners(3 / 4, 3 / 4))]);
  const tau = (x: number): number => (x + Math.min(1, Math.max(0, 2 * x - 1 / 2))) / 2;

  test('hold half each at the expected worst-off type 1/2', () => {
    near(theory.commonWorstOffType, 1 / 2);
    for (const holding of theory.interiorHoldings) near(holding, 1 / 2);
    expect(theory.maxDemands).toEqual([1, 1]);
  });

  test('have the inverse of tau as their table', () => {
    for (const x of [0, 1 / 8, 1 / 4, 3 / 8, 1 / 2, 5 / 8, 3 / 4, 7 / 8, 1]) near(theory.table.q(0, tau(x)), x);
    near(theory.table.slope(0, 1 / 2), 2 / 3);
    near(theory.table.slope(0, 1 / 16), 2);
  });

  test('are priced from tau, which is its own hull on either side', () => {
    const pricing = pricingFunction(theory, { margin: 1 / 4, domain: 'full', endowments: [1, 0] });
    for (const y of [-1 / 2, -1 / 4, -1 / 8, 0, 1 / 8, 1 / 4, 1 / 2]) {
      near(pricing.price(y), 1 / 2 + (5 / 4) * (tau(y + 1 / 2) - 1 / 2));
    }
    expect(singleCrossing(theory, pricing)).toEqual({ holds: true });
  });

  test('expect the mean of what each state is worth', () => {
    for (const held of [0, 1 / 8, 1 / 2, 3 / 4, 7 / 8, 1]) {
      const inStates = theory.states.map((state) => spotPayoff(state.theory, 0, held));
      near(
        spotPayoff(theory, 0, held),
        inStates.reduce((sum, payoff) => sum + payoff / 2, 0),
      );
      near(autarkyPayoff(theory, 0, held), (held + Math.min(held, 3 / 4)) / 4);
    }
  });
});

describe('the expectation over states of demand', () => {
  test('weighs the states by their probabilities: three partners who want everything, or half, each', () => {
    // q = t^2, and (1 - (1 - t)^2) / 2: a third is worst off at 1/sqrt 3, and at 1 - 1/sqrt 3.
    const theory = expectedTheory([stateOf(1 / 4, partners(1, 1, 1)), stateOf(3 / 4, partners(1 / 2, 1 / 2, 1 / 2))]);
    near(theory.commonWorstOffType, 1 / 4 / Math.sqrt(3) + (3 / 4) * (1 - 1 / Math.sqrt(3)));
    for (const holding of theory.interiorHoldings) near(holding, 1 / 3);
  });

  test('over one state is that state', () => {
    fc.assert(
      fc.property(writtenEconomies({ most: 4 }), (written) => {
        const state = stateOf(1, written);
        const theory = expectedTheory([state]);
        const { lo, hi, commonWorstOffType, interiorHoldings, accuracy, firstBestWelfare } = state.theory;
        const allowed = accuracy.worstOffTypeErrorBound + theory.accuracy.worstOffTypeErrorBound;
        expect(Math.abs(theory.commonWorstOffType - commonWorstOffType)).toBeLessThanOrEqual(allowed);
        expect(allowed).toBeLessThan(1e-6 * (hi - lo));
        for (const [i, held] of theory.interiorHoldings.entries()) near(held, interiorHoldings[i] as number);
        expect(theory.firstBestWelfare).toBe(firstBestWelfare);
      }),
      { numRuns: 15 },
    );
  });

  test('has as its table the holdings that make each type worst off, by the definition in every state', () => {
    const shares = fc.array(thousandths(0.001, 0.999), { minLength: 3, maxLength: 3 });
    const scales = fc.array(thousandths(0.97, 1.6), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(writtenEconomies({ most: 4 }), scales, shares, (written, chosen, points) => {
        const weight = 1 / chosen.length;
        const theory = expectedTheory(chosen.map((scale) => stateOf(weight, scaled(written, scale))));
        const economies = chosen.map((scale) => economyFrom(scaled(written, scale)));
        const { lo, hi } = theory;
        const worstOff = (economy: (typeof economies)[number], i: number, held: number): number => {
          const k = Math.min(economy.agents[i]?.maxDemand as number, economy.supply);
          if (held >= k) return hi;
          let [low, high] = [lo, hi];
          for (let step = 0; step < 60; step++) {
            const middle = (low + high) / 2;
            if (allocationBySubsets(economy, i, middle) >= held) high = middle;
            else low = middle;
          }
          return held <= allocationBySubsets(economy, i, lo) ? lo : high;
        };
        const tau = (i: number, held: number): number =>
          economies.reduce((sum, economy) => sum + weight * worstOff(economy, i, held), 0);
        for (const share of points) {
          const t = lo + share * (hi - lo);
          for (const i of written.agents.keys()) {
            const held = theory.table.q(theory.classOf[i] as number, t);
            // Just less makes a lower type worst off, and just more a higher one.
            expect(tau(i, held - 1e-9)).toBeLessThanOrEqual(t);
            expect(tau(i, held + 1e-9)).toBeGreaterThanOrEqual(t);
          }
        }
        near(
          theory.interiorHoldings.reduce((sum, held) => sum + held, 0),
          1,
        );
      }),
      { numRuns: 12 },
    );
  });

  test('gives equal agents equal holdings, whatever the states', () => {
    const scales = fc.array(thousandths(0.5, 3), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(writtenEconomies({ most: 5 }), scales, ({ supply, agents }, chosen) => {
        const n = agents.length;
        const type = (agents[0] as WrittenEconomy['agents'][number]).type;
        const equals = { supply, agents: agents.map((agent) => ({ ...agent, maxDemand: 2.2 / n, type })) };
        const theory = expectedTheory(chosen.map((scale) => stateOf(1 / chosen.length, scaled(equals, scale))));
        for (const held of theory.interiorHoldings) near(held, supply / n);
        const inStates = theory.states.map((state) => state.theory.commonWorstOffType);
        const mean = inStates.reduce((sum, t) => sum + t, 0) / inStates.length;
        const { worstOffTypeErrorBound } = theory.accuracy;
        expect(Math.abs(theory.commonWorstOffType - mean)).toBeLessThanOrEqual(worstOffTypeErrorBound + 1e-10);
      }),
      { numRuns: 15 },
    );
  });

  test('leaves out states of probability zero, and asks for one that is possible', () => {
    const [one, other] = [partners(1, 1), partners(3 / 4, 3 / 4)];
    const theory = expectedTheory([stateOf(0, other), stateOf(1, one)]);
    expect(theory.states).toHaveLength(1);
    expect(theory.commonWorstOffType).toBe(expectedTheory([stateOf(1, one)]).commonWorstOffType);
    expect(() => expectedTheory([stateOf(0, one)])).toThrow('no state has a positive probability');
  });
});

describe('a prospect before the state is known', () => {
  test('has the spot market operate in the states in which it can, and holdings kept in the others', () => {
    // From 7/10 and 3/10 two partners can trade if they want everything, and cannot if they want 6/10.
    const holdings = [0.7, 0.3];
    const [wide, narrow] = [stateOf(1 / 4, partners(1, 1)), stateOf(3 / 4, partners(0.6, 0.6))];
    const open = spotProspect(wide.theory, holdings);
    const { expectedSurplus, spotPayoffs, states } = forwardProspect(expectedTheory([wide, narrow]), holdings);
    expect(states.map(({ operates }) => operates)).toEqual([true, false]);
    near(expectedSurplus, open.expectedSurplus / 4);
    near(spotPayoffs[0] as number, (open.spotPayoffs[0] as number) / 4 + (3 / 4) * 0.3);
    near(spotPayoffs[1] as number, (open.spotPayoffs[1] as number) / 4 + (3 / 4) * 0.15);
  });
});

describe('an agent that holds more at r* than it can use in a state', () => {
  // Types up to 2, so that what an idle unit seems to be worth is no 1 that could go unnoticed.
  const small = (k: number): WrittenEconomy => ({
    supply: 1,
    agents: partners(k, 1, 1).agents.map((agent) => ({ ...agent, type: { ...uniform, max: 2 } })),
  });

  test('is found, with what its last unit is worth', () => {
    // It wants 9/10 in nine states of ten and 1/20 in the tenth, in which half of r* is idle.
    const theory = expectedTheory([stateOf(0.9, small(0.9)), stateOf(0.1, small(0.05))]);
    const idle = idleAtInterior(theory);
    expect(idle?.agent).toBe(0);
    expect(idle?.holding).toBeGreaterThan(0.05);
    near(idle?.marginalValue as number, theory.commonWorstOffType - 0.1 * 2);
    const slope =
      (spotPayoff(theory, 0, idle?.holding as number) - spotPayoff(theory, 0, (idle?.holding as number) - 1e-6)) / 1e-6;
    expect(Math.abs(slope - (idle?.marginalValue as number))).toBeLessThan(1e-5);
    const pricing = pricingFunction(theory, { margin: 1 / 4, domain: 'full', endowments: [1, 0, 0] });
    expect(singleCrossing(theory, pricing)).toMatchObject({ holds: false, witness: { agent: 0 } });
  });

  test('does not exist with one state, or among equals', () => {
    expect(idleAtInterior(theoryOf(economyFrom(small(0.05))))).toBeNull();
    expect(
      idleAtInterior(expectedTheory([stateOf(1 / 2, partners(1, 1)), stateOf(1 / 2, partners(0.51, 0.51))])),
    ).toBeNull();
  });
});
