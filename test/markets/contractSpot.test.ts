import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agv } from '../../markets/spot/agv.ts';
import { vcg } from '../../markets/spot/vcg.ts';
import type { SpotMarket, SpotProfile } from '../../src/domain/markets.ts';
import { efficientAllocation } from '../../src/theory/allocation.ts';
import type { Theory } from '../../src/theory/theory.ts';
import { vcgPayments } from '../../src/theory/vcgPayments.ts';
import { firstFailure } from '../support/contract.ts';
import { theories } from '../support/economies.ts';
import { type MakeSpotMarket, spotContract } from './spotContract.ts';

const equalShares: MakeSpotMarket = (theory) =>
  agv(
    theory,
    theory.maxDemands.map(() => 1 / theory.maxDemands.length),
  );
const firstClaims: MakeSpotMarket = (theory) =>
  agv(
    theory,
    theory.maxDemands.map((_, i) => (i === 0 ? 1 : 0)),
  );

const mechanisms: readonly (readonly [string, MakeSpotMarket])[] = [
  ['vcg', vcg],
  ['agv, surplus shared equally', equalShares],
  ['agv, surplus to the first agent', firstClaims],
];

describe.each(mechanisms)('%s keeps the promises of its profile', (_name, make) => {
  for (const { name, run } of spotContract(make)) test(name, run);
});

/** A mechanism with another profile, or other outcomes, than it has. */
const but =
  (
    make: MakeSpotMarket,
    claims: Partial<SpotProfile>,
    change: (market: SpotMarket, theory: Theory) => SpotMarket = (m) => m,
  ): MakeSpotMarket =>
  (theory) => {
    const market = change(make(theory), theory);
    return { ...market, profile: { ...market.profile, ...claims } };
  };

/** The same rounds with other outcomes. */
const clearing =
  (
    outcome: (
      reports: readonly number[],
      market: ReturnType<SpotMarket['open']>,
      theory: Theory,
    ) => Partial<ReturnType<ReturnType<SpotMarket['open']>['clear']>>,
  ) =>
  (market: SpotMarket, theory: Theory): SpotMarket => ({
    ...market,
    open: (holdings) => {
      const round = market.open(holdings);
      return { ...round, clear: (reports) => ({ ...round.clear(reports), ...outcome(reports, round, theory) }) };
    },
  });

const sumOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('the suite fails a mechanism that', () => {
  test('is paid as bid and claims to be dominant', () => {
    const payAsBid = but(
      vcg,
      { mechanism: 'pay-as-bid' },
      clearing((reports, _round, { maxDemands, supply }) => {
        const payments = efficientAllocation(reports, maxDemands, supply).map((q, i) => q * (reports[i] as number));
        return { payments, surplus: sumOf(payments) };
      }),
    );
    expect(firstFailure(spotContract(payAsBid))).toMatch(/^no misreport ever pays, to the last bit: regret of agent/);
    expect(firstFailure(spotContract(but(payAsBid, { truthful: 'bayesian' })))).toMatch(
      /^no misreport pays in expectation over the others: interim gain/,
    );
  });

  test('claims a balance that it has not', () => {
    expect(firstFailure(spotContract(but(vcg, { budget: 'ex post balanced' })))).toMatch(
      /^payments add up to zero at every profile: sum of payments/,
    );
  });

  test('claims to collect the expected surplus and gives it back', () => {
    expect(firstFailure(spotContract(but(equalShares, { budget: 'ex ante no deficit' })))).toMatch(
      /^payments add up to the expected surplus on average: mean of the sum/,
    );
  });

  test('serves the lowest types', () => {
    const upsideDown = clearing((reports, _round, { maxDemands, supply }) => {
      const allocation = efficientAllocation(
        reports.map((report) => -report),
        maxDemands,
        supply,
      );
      return { allocation, welfare: sumOf(allocation.map((q, i) => q * (reports[i] as number))) };
    });
    expect(firstFailure(spotContract(but(vcg, {}, upsideDown)))).toMatch(
      /^the allocation is feasible and of the highest value: value of the allocation/,
    );
  });

  test('leaves a unit unserved', () => {
    const wasteful = clearing((reports, round) => ({ allocation: round.clear(reports).allocation.map((q) => q / 2) }));
    expect(firstFailure(spotContract(but(vcg, {}, wasteful)))).toMatch(/^the allocation is feasible/);
  });

  test('is truthful in expectation only and claims to be dominant', () => {
    expect(firstFailure(spotContract(but(equalShares, { truthful: 'dominant' })))).toMatch(/^no misreport ever pays/);
  });

  test('is dominant and claims less', () => {
    expect(firstFailure(spotContract(but(vcg, { truthful: 'bayesian' })))).toMatch(
      /^some misreport pays once the others are known: the largest ex post regret/,
    );
  });

  test('charges an entrance fee and claims that all take part gladly', () => {
    const fee = clearing((reports, round) => {
      const payments = round.clear(reports).payments.map((payment) => payment + 1 / 8);
      return { payments, surplus: sumOf(payments) };
    });
    expect(firstFailure(spotContract(but(vcg, { budget: 'none' }, fee)))).toMatch(
      /^no type expects less than its outside option: slack of agent 0 at its worst-off type/,
    );
  });

  test('operates whatever it costs', () => {
    const always = (market: SpotMarket): SpotMarket => ({
      ...market,
      open: (holdings) => ({ ...market.open(holdings), operates: true }),
    });
    expect(firstFailure(spotContract(but(vcg, {}, always)))).toMatch(/^the market operates exactly where/);
  });
});

describe('VCG with holdings and worst-off types that are dyadic', () => {
  test('lets the winner of one unit pay the loser, who owned it, by the two worst-off types', () => {
    // W = 3/4. Buyer, type 3/4, owns nothing, worst-off 0: 3/4 - 3/4 + 1/4 - 0. Seller, type 1/4, owns all, worst-off 1:
    // 0 - 3/4 + 1 - 1. The buyer pays 1/4, the seller is paid 3/4, the market loses 1/2.
    const round = vcgPayments({
      types: [3 / 4, 1 / 4],
      maxDemands: [1, 1],
      supply: 1,
      holdings: [0, 1],
      worstOffTypes: [0, 1],
    });
    expect(round).toEqual({ allocation: [1, 0], payments: [1 / 4, -3 / 4] });
  });

  const sixtyFourths = (max: number) => fc.nat({ max }).map((k) => k / 64);
  const rounds = fc.integer({ min: 2, max: 5 }).chain((n) => {
    const each = (arbitrary: fc.Arbitrary<number>) => fc.array(arbitrary, { minLength: n, maxLength: n });
    return fc.record(
      {
        types: each(sixtyFourths(64)),
        maxDemands: each(fc.integer({ min: 1, max: 64 }).map((k) => k / 64)),
        holdings: each(sixtyFourths(64)),
        worstOffTypes: each(sixtyFourths(64)),
        share: fc.integer({ min: 1, max: 63 }),
      },
      { noNullPrototype: true },
    );
  });
  /** A supply on the grid that leaves the good scarce. */
  const supplyFor = (maxDemands: readonly number[], share: number): number =>
    Math.max(1, Math.floor((sumOf(maxDemands) * 64 * share) / 64)) / 64;

  test('leaves nobody any regret, to the last bit', () => {
    fc.assert(
      fc.property(rounds, ({ share, maxDemands: written, ...given }) => {
        const supply = supplyFor(written, share);
        const maxDemands = written.map((k) => Math.min(k, supply));
        const payoff = (i: number, report: number): number => {
          const types = given.types.with(i, report);
          const { allocation, payments } = vcgPayments({ ...given, types, maxDemands, supply });
          return (given.types[i] as number) * (allocation[i] as number) - (payments[i] as number);
        };
        given.types.forEach((type, i) => {
          const honest = payoff(i, type);
          for (let k = 0; k <= 64; k++) expect(payoff(i, k / 64)).toBeLessThanOrEqual(honest);
        });
      }),
      { numRuns: 200 },
    );
  });

  test('gives a type its outside option or more, and the worst-off type exactly that', () => {
    fc.assert(
      fc.property(rounds, ({ share, maxDemands: written, ...given }) => {
        const supply = supplyFor(written, share);
        const maxDemands = written.map((k) => Math.min(k, supply));
        given.types.forEach((_, i) => {
          const worstOff = given.worstOffTypes[i] as number;
          const types = given.types.with(i, worstOff);
          const { allocation, payments } = vcgPayments({ ...given, types, maxDemands, supply });
          const outside = worstOff * Math.min(given.holdings[i] as number, maxDemands[i] as number);
          expect(worstOff * (allocation[i] as number) - (payments[i] as number)).toBe(outside);
        });
      }),
    );
  });
});

test('AGV lets an agent gain by a lie where it knows the other type', () => {
  // Two owners of a half each, types uniform: at types (1/2, 1) the first gains by reporting more than it is worth.
  const theory = theories.bilateral();
  const round = equalShares(theory).open([1 / 2, 1 / 2]);
  const payoff = (report: number): number => {
    const { allocation, payments } = round.clear([report, 1]);
    return (1 / 2) * (allocation[0] as number) - (payments[0] as number);
  };
  const best = Math.max(...Array.from({ length: 65 }, (_, k) => payoff(k / 64)));
  expect(best - payoff(1 / 2)).toBeGreaterThan(0.1);
});
