import type { DistributionSpec } from '../../src/domain/distribution.ts';
import type { Economy } from '../../src/domain/economy.ts';
import { distributionOf } from '../../src/numerics/distributionOf.ts';
import { type Theory, theoryOf } from '../../src/theory/theory.ts';

interface Written {
  readonly supply: number;
  readonly maxDemands: readonly number[];
  /** One for all or one each. */
  readonly types: readonly DistributionSpec[];
}

export const economyOf = ({ supply, maxDemands, types }: Written): Economy => {
  const [{ min, max }] = types as [DistributionSpec];
  return {
    supply,
    support: { min, max },
    agents: maxDemands.map((maxDemand, i) => ({
      id: `a${i + 1}`,
      maxDemand,
      endowment: supply / maxDemands.length,
      distribution: distributionOf((types[i] ?? types[0]) as DistributionSpec),
    })),
  };
};

const uniform = { family: 'uniform', min: 0, max: 1 } as const;
const lazily = (written: Written): (() => Theory) => {
  let theory: Theory | undefined;
  return () => {
    theory ??= theoryOf(economyOf(written));
    return theory;
  };
};

/** Economies with dyadic supplies, demands and supports, by what is special about them. Theories are made once. */
export const theories = {
  bilateral: lazily({ supply: 1, maxDemands: [1, 1], types: [uniform] }),
  unequalPair: lazily({
    supply: 1,
    maxDemands: [3 / 4, 1 / 2],
    types: [
      { family: 'power', exponent: 2, min: 1, max: 2 },
      { family: 'triangular', mode: 1.25, min: 1, max: 2 },
    ],
  }),
  skewedPair: lazily({
    supply: 1,
    maxDemands: [7 / 8, 1],
    types: [
      { family: 'power', exponent: 4, min: 0, max: 1 },
      { family: 'triangular', mode: 3 / 8, min: 0, max: 1 },
    ],
  }),
  partners: lazily({ supply: 1, maxDemands: [1, 1, 1], types: [uniform] }),
  figure1: lazily({ supply: 1, maxDemands: [1 / 2, 3 / 4, 3 / 4], types: [uniform] }),
  mixed: lazily({
    supply: 2,
    maxDemands: [1, 3 / 4, 3 / 2, 1 / 2],
    types: [
      { family: 'power', exponent: 2, min: 1, max: 3 },
      { family: 'triangular', mode: 2, min: 1, max: 3 },
      { family: 'uniform', min: 1, max: 3 },
      { family: 'truncated-normal', mean: 2, sd: 0.5, min: 1, max: 3 },
    ],
  }),
} as const;

export type TheoryName = keyof typeof theories;
