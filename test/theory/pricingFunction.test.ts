import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pricingFunction } from '../../src/theory/pricingFunction.ts';
import { singleCrossing } from '../../src/theory/singleCrossing.ts';
import { type Theory, theoryOf } from '../../src/theory/theory.ts';
import { worstOffType } from '../../src/theory/worstOffType.ts';
import { economyFrom, thousandths, type WrittenEconomy, writtenEconomies } from '../arbitraries/economy.ts';
import { gauss } from '../numerics/quadrature.ts';
import { gridHulls, heightOf } from './oracles/hulls.ts';

/** Prices are tables to 1e-13 of the support; where demand is flat a price is only as good as a root of it. */
const PRICE = 1e-7;
/** Hulls on 1,000 steps a side: the mean of their chords' error, as a share of the support. */
const GRID = 1e-3;

const uniform = { family: 'uniform', min: 0, max: 1 } as const;
const pair: WrittenEconomy = {
  supply: 1,
  agents: [
    { maxDemand: 1, endowment: 1, type: uniform },
    { maxDemand: 1, endowment: 0, type: uniform },
  ],
};
const endowmentsOf = ({ agents }: WrittenEconomy): readonly number[] => agents.map(({ endowment }) => endowment);
const sides = (theory: Theory, y: number): readonly number[] =>
  theory.interiorHoldings.map((r, j) => worstOffType(theory, j, y + r));

describe('two partners with uniform types, of whom one owns everything', () => {
  // q = t, so t^(r) = r and r* = 1/2: both hulls are the line 1/2 + y.
  const theory = theoryOf(economyFrom(pair));

  test('the price is 1/2 + (1 + m) y', () => {
    const pricing = pricingFunction(theory, { margin: 0.25, domain: 'full', endowments: [1, 0] });
    for (const y of [-0.5, -0.3, 0, 0.2, 0.5]) {
      expect(Math.abs(pricing.price(y) - (0.5 + 1.25 * y))).toBeLessThan(1e-12);
      expect(Math.abs(pricing.potential(y) - (y / 2 + 0.625 * y * y))).toBeLessThan(1e-12);
    }
    for (const y of [-0.49, 0, 0.49]) expect(Math.abs(pricing.slope(y) - 1.25)).toBeLessThan(1e-10);
  });

  test('the best budget of the family is -1/4 (finding 1)', () => {
    const best = pricingFunction(theory, { margin: 0, domain: 'paper', endowments: [1, 0] });
    expect(Math.abs(-best.potential(0.5) - best.potential(-0.5) + 0.25)).toBeLessThan(1e-12);
  });

  test('beyond its interval the paper price goes on in a line, that of all deviations stays', () => {
    const paper = pricingFunction(theory, { margin: 0, domain: 'paper', endowments: [0.6, 0.4] });
    expect([paper.from, paper.to].map((y) => Math.round(y * 1e9) / 1e9)).toEqual([-0.1, 0.1]);
    expect(Math.abs(paper.price(0.5) - 1)).toBeLessThan(1e-9);
    expect(Math.abs(paper.potential(0.5) - 0.375)).toBeLessThan(1e-9);
    const full = pricingFunction(theory, { margin: 0.5, domain: 'full', endowments: [1, 0] });
    expect([full.price(2), full.price(-2)].map((p) => Math.round(p * 1e9) / 1e9)).toEqual([1.25, -0.25]);
    expect(full.slope(2)).toBe(0);
    expect(Math.abs(full.potential(1.5) - (full.potential(0.5) + 1.25))).toBeLessThan(1e-12);
  });

  test('where nobody has to trade the hulls are those of all deviations', () => {
    const paper = pricingFunction(theory, { margin: 0, domain: 'paper', endowments: theory.interiorHoldings });
    expect([paper.from, paper.to].map((y) => Math.round(y * 1e9) / 1e9)).toEqual([-0.5, 0.5]);
  });
});

const drawn = fc.tuple(
  writtenEconomies({ most: 4 }),
  fc.constantFrom(0, 0.25, 2),
  fc.constantFrom('full', 'paper' as const),
);

describe('in any economy', () => {
  test('the price is t^ at zero, rises, and is the slope of its potential', () => {
    fc.assert(
      fc.property(drawn, thousandths(-1.2, 1.2), thousandths(-1.2, 1.2), ([written, margin, domain], a, b) => {
        const theory = theoryOf(economyFrom(written));
        const pricing = pricingFunction(theory, { margin, domain, endowments: endowmentsOf(written) });
        const span = theory.hi - theory.lo;
        expect(Math.abs(pricing.price(0) - theory.commonWorstOffType)).toBeLessThan(PRICE * span);
        expect(pricing.potential(0)).toBe(0);
        const [left, right] = [Math.min(a, b), Math.max(a, b)];
        expect(pricing.price(right) - pricing.price(left)).toBeGreaterThanOrEqual(-PRICE * span);
        // Convex with slope P: the chord lies between the prices at its ends.
        const rise = pricing.potential(right) - pricing.potential(left);
        expect(rise).toBeGreaterThanOrEqual((right - left) * (pricing.price(left) - PRICE * span));
        expect(rise).toBeLessThanOrEqual((right - left) * (pricing.price(right) + PRICE * span));
        // P is piecewise smooth with bounded slope away from its steepest points: a fine rule integrates it to a millionth.
        const integral = gauss(pricing.price, left, right, 400);
        expect(Math.abs(rise - integral)).toBeLessThan(1e-4 * span);
      }),
      { numRuns: 40 },
    );
  });

  test('at margin 0 it is the hull: below every worst-off type left of zero, above every one right of it, bent the right way', () => {
    fc.assert(
      fc.property(writtenEconomies({ most: 4 }), (written) => {
        const theory = theoryOf(economyFrom(written));
        const pricing = pricingFunction(theory, { margin: 0, domain: 'full', endowments: endowmentsOf(written) });
        const { from, to } = pricing;
        const span = theory.hi - theory.lo;
        const hulls = gridHulls(theory, { from, to, steps: 1000, corners: true });
        for (const end of [from, to]) {
          let apart = 0;
          for (let s = 1; s < 100; s++) {
            const y = (end * s) / 100;
            const price = pricing.price(y);
            const worst = sides(theory, y);
            if (y < 0) expect(price).toBeLessThanOrEqual(Math.min(...worst) + PRICE * span);
            else expect(price).toBeGreaterThanOrEqual(Math.max(...worst) - PRICE * span);
            const h = Math.abs(end) / 100;
            const bend = pricing.price(y - h) + pricing.price(y + h) - 2 * price;
            expect(y < 0 ? bend : -bend).toBeGreaterThanOrEqual(-PRICE * span);
            apart += Math.abs(price - heightOf(hulls, y)) / span / 99;
          }
          // Points on a grid cannot show a steeper hull than there is: only their chords are off.
          expect(apart).toBeLessThan(GRID);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('with a margin no deviation meets its worst-off type: single crossing holds', () => {
    fc.assert(
      fc.property(writtenEconomies(), thousandths(0.05, 2), thousandths(0, 1), (written, margin, demand) => {
        const theory = theoryOf(economyFrom(written));
        const pricing = pricingFunction(theory, { margin, domain: 'full', endowments: endowmentsOf(written) });
        expect(singleCrossing(theory, pricing)).toEqual({ holds: true });
        theory.interiorHoldings.forEach((r, i) => {
          const worst = worstOffType(theory, i, demand);
          const price = pricing.price(demand - r);
          if (demand < r - 1e-4) expect(price).toBeLessThan(worst + PRICE * (theory.hi - theory.lo));
          if (demand > r + 1e-4) expect(price).toBeGreaterThan(worst);
        });
      }),
      { numRuns: 30 },
    );
  });

  test('without a margin single crossing fails, at a demand where it does', () => {
    fc.assert(
      fc.property(writtenEconomies(), (written) => {
        const theory = theoryOf(economyFrom(written));
        const pricing = pricingFunction(theory, { margin: 0, domain: 'full', endowments: endowmentsOf(written) });
        const crossing = singleCrossing(theory, pricing);
        expect(crossing.holds).toBe(false);
        if (crossing.holds) return;
        const { agent, demand, price, worstOffType: type } = crossing.witness;
        const r = theory.interiorHoldings[agent] as number;
        const span = theory.hi - theory.lo;
        expect(price).toBe(pricing.price(demand - r));
        expect(Math.abs(worstOffType(theory, agent, demand) - type)).toBeLessThan(PRICE * span);
        if (demand > r) expect(price).toBeLessThanOrEqual(type + PRICE * span);
        else expect(price).toBeGreaterThan(type);
      }),
      { numRuns: 30 },
    );
  });
});

test('a constant price does not cross from above: a demand above r* is its witness', () => {
  const theory = theoryOf(economyFrom(pair));
  const crossing = singleCrossing(theory, {
    price: () => 0.5,
    slope: () => 0,
    potential: (y) => y / 2,
    from: -1,
    to: 1,
  });
  expect(crossing.holds).toBe(false);
});
