import fc from 'fast-check';
import type { DistributionSpec } from '../../src/domain/distribution.ts';
import type { Economy } from '../../src/domain/economy.ts';
import { distributionOf } from '../../src/numerics/distributionOf.ts';

/** An economy as data, so that a counterexample prints as one could type it. */
export interface WrittenEconomy {
  readonly supply: number;
  readonly agents: readonly WrittenAgent[];
}

export interface WrittenAgent {
  readonly maxDemand: number;
  readonly endowment: number;
  readonly type: DistributionSpec;
}

export interface Support {
  readonly min: number;
  readonly max: number;
}

/** A record whose counterexamples are plain objects. */
export const record = <T>(model: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(model as { [K in keyof T]: fc.Arbitrary<T[K]> }, { noNullPrototype: true }) as fc.Arbitrary<T>;

/** Numbers from `least` to `most` in thousandths: short to read, and shrinking to short ones. */
export const thousandths = (least: number, most: number): fc.Arbitrary<number> =>
  fc.integer({ min: Math.ceil(least * 1000), max: Math.floor(most * 1000) }).map((x) => x / 1000);

/** Multiples of 1/64: sums and products of a few are exact. */
export const sixtyFourths = (least: number, most: number): fc.Arbitrary<number> =>
  fc.integer({ min: Math.ceil(least * 64), max: Math.floor(most * 64) }).map((x) => x / 64);

/** A point of the support at a share that is a thousandth. */
const at = ({ min, max }: Support, least: number, most: number): fc.Arbitrary<number> =>
  thousandths(least, most).map((share) => min + (max - min) * share);

const distinctShares = (count: number): fc.Arbitrary<readonly number[]> =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: count, maxLength: count })
    .map((shares) => shares.sort((a, b) => a - b).map((share) => share / 1000));

/** Distributions of every family on one support. */
export const specs = (support: Support): fc.Arbitrary<DistributionSpec> => {
  const { min, max } = support;
  const width = max - min;
  const fixed = record({ min: fc.constant(min), max: fc.constant(max) });
  const of = <F extends DistributionSpec['family'], P>(
    family: F,
    parameters: fc.Arbitrary<P>,
  ): fc.Arbitrary<DistributionSpec> =>
    fc.tuple(fixed, parameters).map(([ends, rest]) => ({ family, ...ends, ...rest }) as unknown as DistributionSpec);
  return fc.oneof(
    of('uniform', fc.constant({})),
    of('power', record({ exponent: fc.oneof(thousandths(0.2, 4), fc.constantFrom(0.2, 0.5, 2, 12)) })),
    of('beta', record({ alpha: thousandths(0.3, 4), beta: thousandths(0.3, 4) })),
    of('truncated-normal', record({ mean: at(support, -0.5, 1.5), sd: thousandths(0.15, 1.5).map((s) => s * width) })),
    of(
      'truncated-exponential',
      record({ rate: fc.oneof(thousandths(0.1, 6), thousandths(-6, -0.1)).map((r) => r / width) }),
    ),
    of(
      'truncated-lognormal',
      record({ mu: at(support, 0.1, 1).map((x) => Math.log(x + width / 8)), sigma: thousandths(0.4, 1.5) }),
    ),
    of('triangular', record({ mode: fc.oneof(at(support, 0, 1), fc.constantFrom(min, max)) })),
    of(
      'quantiles',
      fc
        .integer({ min: 0, max: 3 })
        .chain((count) => fc.tuple(distinctShares(count), distinctShares(count)))
        .map(([us, fs]) => ({
          points: [[min, 0], ...us.map((u, j) => [min + width * u, fs[j] as number]), [max, 1]],
        })),
    ),
    of(
      'empirical',
      fc
        .array(at(support, 0, 1), { minLength: 2, maxLength: 12 })
        .filter((values) => new Set(values).size > 1)
        .map((values) => ({ values: values.sort((a, b) => a - b) })),
    ),
  );
};

/** Supports that begin at zero, above it, and in the units of a carbon price. */
export const supports: fc.Arbitrary<Support> = fc.constantFrom(
  { min: 0, max: 1 },
  { min: 1, max: 2 },
  { min: 20, max: 120 },
);

/** Maximum demands that exceed a supply of 1 in sum, some above it alone. */
const demandsFor = (n: number): fc.Arbitrary<readonly number[]> =>
  fc
    .array(fc.oneof(thousandths(0.05, 1.3), fc.constantFrom(0.25, 0.5, 1)), { minLength: n, maxLength: n })
    .map((ks) => {
      const sum = ks.reduce((total, k) => total + Math.min(k, 1), 0);
      return sum > 1.05 ? ks : ks.map((k) => (k * 1.25) / sum);
    });

/** Shares of the supply: spread over all, over some, or in one hand. They add up to 1 to rounding. */
export const sharesFor = (n: number): fc.Arbitrary<readonly number[]> =>
  fc
    .tuple(
      fc.array(fc.oneof({ arbitrary: fc.integer({ min: 1, max: 1000 }), weight: 3 }, fc.constant(0)), {
        minLength: n,
        maxLength: n,
      }),
      fc.nat({ max: n - 1 }),
    )
    .map(([weights, first]) => {
      const total = weights.reduce((sum, w) => sum + w, 0);
      return total === 0 ? weights.map((_, i) => (i === first ? 1 : 0)) : weights.map((w) => w / total);
    });

interface Wanted {
  readonly least?: number;
  readonly most?: number;
  readonly support?: Support;
}

/** Economies of 2 to 6 agents with supply 1: every family, every kind of endowment, valid by construction. */
export const writtenEconomies = ({ least = 2, most = 6, support }: Wanted = {}): fc.Arbitrary<WrittenEconomy> =>
  fc
    .tuple(fc.integer({ min: least, max: most }), support === undefined ? supports : fc.constant(support))
    .chain(([n, common]) =>
      fc.tuple(demandsFor(n), sharesFor(n), fc.array(specs(common), { minLength: n, maxLength: n })),
    )
    .map(([maxDemands, shares, types]) => ({
      supply: 1,
      agents: maxDemands.map((maxDemand, i) => ({
        maxDemand,
        endowment: shares[i] as number,
        type: types[i] as DistributionSpec,
      })),
    }));

/** The economy that the theory computes with. */
export const economyFrom = ({ supply, agents }: WrittenEconomy): Economy => {
  const { min, max } = (agents[0] as WrittenAgent).type;
  return {
    supply,
    support: { min, max },
    agents: agents.map(({ maxDemand, endowment, type }, i) => ({
      id: `a${i + 1}`,
      maxDemand,
      endowment,
      distribution: distributionOf(type),
    })),
  };
};

/** A profile of types, each the quantile of a share, so that every part of every support is visited. */
export const profilesOf = (n: number): fc.Arbitrary<readonly number[]> =>
  fc.array(thousandths(0, 1), { minLength: n, maxLength: n });
