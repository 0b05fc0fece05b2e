import fc from 'fast-check';
import { expect } from 'vitest';
import type { PerAgent } from '../../src/domain/economy.ts';
import type { SpotMarket, SpotRound } from '../../src/domain/markets.ts';
import type { Theory } from '../../src/theory/theory.ts';
import type { Check } from '../support/contract.ts';
import { type TheoryName, theories } from '../support/economies.ts';
import { cellsOf, QUADRATURE_ERROR } from '../support/quadrature.ts';

export type MakeSpotMarket = (theory: Theory) => SpotMarket;

/** Sums of a dozen payments of order 1, each of a few operations, and tabulated integrals under them. */
export const MONEY_ROUNDING = 1e-11;

/** Every promise of a spot mechanism's declared profile, checked against what the mechanism does. */
export const spotContract = (make: MakeSpotMarket): readonly Check[] => {
  const { truthful, budget, participation } = make(theories.bilateral()).profile;
  const checks: Check[] = [
    { name: 'the allocation is feasible and of the highest value', run: () => allocatesEfficiently(make) },
    { name: 'welfare and surplus are what allocation and payments add up to', run: () => addsUp(make) },
    { name: 'the market operates exactly where its expected surplus is no deficit', run: () => operatesByLemma2(make) },
  ];
  if (truthful === 'dominant') {
    checks.push({ name: 'no misreport ever pays, to the last bit', run: () => isDominant(make) });
  }
  if (truthful === 'bayesian') {
    checks.push({ name: 'no misreport pays in expectation over the others', run: () => isBayesian(make) });
    checks.push({ name: 'some misreport pays once the others are known', run: () => isNotDominant(make) });
  }
  if (budget === 'ex post balanced') {
    checks.push({ name: 'payments add up to zero at every profile', run: () => balances(make) });
  }
  if (budget === 'ex ante no deficit') {
    checks.push({ name: 'payments add up to the expected surplus on average', run: () => collectsSurplus(make) });
  }
  if (participation === 'interim') {
    checks.push({ name: 'no type expects less than its outside option', run: () => isVoluntary(make) });
  }
  return checks;
};

/** Holdings whose worst-off types are the ends of the support, exactly: nothing, or all that the agent can use. */
const cornersOf = ({ maxDemands, supply }: Theory): readonly PerAgent[] =>
  maxDemands.map((_, owner) => maxDemands.map((_k, i) => (i === owner ? supply : 0)));

const interiorAnd = (theory: Theory): readonly PerAgent[] => [theory.interiorHoldings, ...cornersOf(theory)];

/** Profiles of dyadic types, the ends of the support and ties among them. */
const profiles = ({ maxDemands, lo, hi }: Theory, steps = 64): fc.Arbitrary<number[]> =>
  fc.array(
    fc.nat({ max: steps }).map((k) => lo + ((hi - lo) * k) / steps),
    { minLength: maxDemands.length, maxLength: maxDemands.length },
  );

const EXAMPLES = { numRuns: 300 };

/** Highest welfare over all orders of service: the slow oracle. */
const bestWelfare = (types: PerAgent, maxDemands: PerAgent, supply: number): number => {
  let best = 0;
  const serve = (left: number, welfare: number, waiting: readonly number[]): void => {
    best = Math.max(best, welfare);
    for (const i of waiting) {
      const served = Math.min(left, maxDemands[i] as number);
      if (served > 0)
        serve(
          left - served,
          welfare + served * (types[i] as number),
          waiting.filter((j) => j !== i),
        );
    }
  };
  serve(supply, 0, [...types.keys()]);
  return best;
};

const allocatesEfficiently = (make: MakeSpotMarket): void => {
  for (const name of Object.keys(theories) as TheoryName[]) {
    const theory = theories[name]();
    const round = make(theory).open(theory.interiorHoldings);
    fc.assert(
      fc.property(profiles(theory), (reports) => {
        const { allocation } = round.clear(reports);
        allocation.forEach((quantity, i) => {
          expect(quantity).toBeGreaterThanOrEqual(0);
          expect(quantity).toBeLessThanOrEqual(theory.maxDemands[i] as number);
        });
        expect(sum(allocation)).toBe(theory.supply);
        const value = sum(allocation.map((quantity, i) => quantity * (reports[i] as number)));
        expect(value, 'value of the allocation').toBe(bestWelfare(reports, theory.maxDemands, theory.supply));
      }),
      EXAMPLES,
    );
  }
};

const addsUp = (make: MakeSpotMarket): void => {
  const theory = theories.mixed();
  const round = make(theory).open(theory.interiorHoldings);
  fc.assert(
    fc.property(profiles(theory), (reports) => {
      const { allocation, payments, surplus, welfare } = round.clear(reports);
      expect(welfare).toBe(sum(allocation.map((quantity, i) => quantity * (reports[i] as number))));
      expect(surplus).toBe(sum(payments));
      expect([...allocation, ...payments].every((x) => Number.isFinite(x) && !Object.is(x, -0))).toBe(true);
    }),
    EXAMPLES,
  );
};

const operatesByLemma2 = (make: MakeSpotMarket): void => {
  const seen = new Set<boolean>();
  for (const theory of [theories.bilateral(), theories.partners(), theories.figure1(), theories.mixed()]) {
    for (const holdings of interiorAnd(theory)) {
      const { operates, expectedSurplus } = make(theory).open(holdings);
      // Clear of rounding on either side: where the surplus is zero it decides.
      if (Math.abs(expectedSurplus) < 1e-9) continue;
      expect(operates, `operates at a surplus of ${expectedSurplus}`).toBe(expectedSurplus > 0);
      seen.add(operates);
    }
  }
  expect(seen, 'cases of both kinds were met').toEqual(new Set([true, false]));
};

/** Most that agent i gains by a report on the grid, at one profile of the others. */
const regretAt = (theory: Theory, round: SpotRound, types: PerAgent, i: number, grid: PerAgent) => {
  const payoff = (report: number): number => {
    const { allocation, payments } = round.clear(types.with(i, report));
    const quantity = Math.min(allocation[i] as number, theory.maxDemands[i] as number);
    return (types[i] as number) * quantity - (payments[i] as number);
  };
  const honest = payoff(types[i] as number);
  let [worst, misreport] = [0, types[i] as number];
  for (const report of grid) {
    const gain = payoff(report) - honest;
    if (gain > worst) [worst, misreport] = [gain, report];
  }
  return { regret: worst, misreport };
};

const gridOf = ({ lo, hi }: Theory, steps: number): PerAgent =>
  Array.from({ length: steps + 1 }, (_, k) => lo + ((hi - lo) * k) / steps);

const isDominant = (make: MakeSpotMarket): void => {
  const noRegret = (theory: Theory, round: SpotRound, types: PerAgent, grid: PerAgent): void => {
    for (let i = 0; i < types.length; i++) {
      const { regret, misreport } = regretAt(theory, round, types, i, grid);
      expect(regret, `regret of agent ${i} of types ${types}, which should have reported ${misreport}`).toBe(0);
    }
  };
  // Every profile of a coarse grid, every misreport of it.
  for (const theory of [theories.bilateral(), theories.figure1()]) {
    const grid = gridOf(theory, 8);
    for (const holdings of cornersOf(theory)) {
      const round = make(theory).open(holdings);
      for (const types of allProfiles(grid, theory.maxDemands.length)) noRegret(theory, round, types, grid);
    }
  }
  // Many profiles of a fine one.
  const theory = theories.mixed();
  const rounds = cornersOf(theory).map((holdings) => make(theory).open(holdings));
  const grid = gridOf(theory, 64);
  fc.assert(
    fc.property(profiles(theory), fc.nat({ max: rounds.length - 1 }), (types, corner) =>
      noRegret(theory, rounds[corner] as SpotRound, types, grid),
    ),
    { numRuns: 100 },
  );
};

function* allProfiles(grid: PerAgent, n: number): Generator<number[]> {
  if (n === 0) yield [];
  else for (const rest of allProfiles(grid, n - 1)) for (const type of grid) yield [...rest, type];
}

/** What agent i of a pair expects of a report: its quantity and its payment, over the other's type. */
const interim = (theory: Theory, round: SpotRound, i: number, report: number) => {
  const other = theory.economy.agents[1 - i] as Theory['economy']['agents'][number];
  let [quantity, payment] = [0, 0];
  for (const { type, probability } of cellsOf(other.distribution, report)) {
    const { allocation, payments } = round.clear(i === 0 ? [report, type] : [type, report]);
    quantity += probability * (allocation[i] as number);
    payment += probability * (payments[i] as number);
  }
  return { quantity, payment };
};

const PAIRS: readonly TheoryName[] = ['bilateral', 'unequalPair'];

const isBayesian = (make: MakeSpotMarket): void => {
  for (const name of PAIRS) {
    const theory = theories[name]();
    const round = make(theory).open(theory.interiorHoldings);
    const grid = gridOf(theory, 16);
    for (const i of [0, 1]) {
      const offers = grid.map((report) => ({ report, ...interim(theory, round, i, report) }));
      for (const { report: type, quantity, payment } of offers) {
        const honest = type * quantity - payment;
        for (const { report, ...offer } of offers) {
          const gain = type * offer.quantity - offer.payment - honest;
          expect(gain, `interim gain of agent ${i} of type ${type} that reports ${report}`).toBeLessThan(
            QUADRATURE_ERROR,
          );
        }
      }
    }
  }
};

/** As much as no rounding explains. */
const NOTICEABLE = 0.01;

const isNotDominant = (make: MakeSpotMarket): void => {
  const theory = theories.bilateral();
  const round = make(theory).open(theory.interiorHoldings);
  const grid = gridOf(theory, 8);
  const regrets = [...allProfiles(grid, 2)].map((types) => regretAt(theory, round, types, 0, grid).regret);
  expect(Math.max(...regrets), 'the largest ex post regret').toBeGreaterThan(NOTICEABLE);
};

const balances = (make: MakeSpotMarket): void => {
  for (const name of Object.keys(theories) as TheoryName[]) {
    const theory = theories[name]();
    const rounds = interiorAnd(theory).map((holdings) => make(theory).open(holdings));
    fc.assert(
      fc.property(profiles(theory), fc.nat({ max: rounds.length - 1 }), (reports, r) => {
        const { payments } = (rounds[r] as SpotRound).clear(reports);
        expect(Math.abs(sum(payments)), 'sum of payments').toBeLessThan(MONEY_ROUNDING);
      }),
      EXAMPLES,
    );
  }
};

const collectsSurplus = (make: MakeSpotMarket): void => {
  const seen = new Set<number>();
  for (const name of PAIRS) {
    const theory = theories[name]();
    for (const holdings of [...interiorAnd(theory), [3 / 4, 1 / 4]]) {
      const round = make(theory).open(holdings);
      expect(expectedPayments(theory, round), 'mean of the sum of payments').toBeCloseTo(round.expectedSurplus, 4);
      seen.add(Math.sign(round.expectedSurplus));
    }
  }
  expect(seen, 'surpluses of both signs were met').toEqual(new Set([1, -1]));
};

/** Over a pair's types; the payments of a pair bend where types are equal and jump nowhere. */
const expectedPayments = ({ economy }: Theory, round: SpotRound): number => {
  const [first, second] = economy.agents.map(({ distribution }) => cellsOf(distribution, distribution.min, 192)) as [
    ReturnType<typeof cellsOf>,
    ReturnType<typeof cellsOf>,
  ];
  let mean = 0;
  for (const a of first) {
    for (const b of second) mean += a.probability * b.probability * sum(round.clear([a.type, b.type]).payments);
  }
  return mean;
};

const isVoluntary = (make: MakeSpotMarket): void => {
  for (const name of PAIRS) {
    const theory = theories[name]();
    for (const holdings of [theory.interiorHoldings, [5 / 8, 3 / 8]]) {
      const round = make(theory).open(holdings);
      expect(round.operates).toBe(true);
      // What a type expects over its outside option, here at the worst-off type and at every other.
      const slack = (i: number, type: number): number => {
        const { quantity, payment } = interim(theory, round, i, type);
        return type * quantity - payment - type * Math.min(holdings[i] as number, theory.maxDemands[i] as number);
      };
      const least = round.worstOffTypes.map((worstOff, i) => {
        const atWorst = slack(i, worstOff);
        expect(atWorst, `slack of agent ${i} at its worst-off type`).toBeGreaterThan(-QUADRATURE_ERROR);
        for (const type of gridOf(theory, 32)) {
          expect(slack(i, type), `slack of agent ${i} of type ${type}`).toBeGreaterThan(atWorst - QUADRATURE_ERROR);
        }
        return atWorst;
      });
      // Nothing is left over but the surplus: the operator collects it, or the agents' slack at their worst-off types is it.
      expect(sum(least) + expectedPayments(theory, round), 'slack and payments').toBeCloseTo(round.expectedSurplus, 4);
    }
  }
};

const sum = (values: PerAgent): number => values.reduce((total, value) => total + value, 0);
