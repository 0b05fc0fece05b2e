import { distributionOf } from '../numerics/distributionOf.ts';
import { findRoot } from '../numerics/findRoot.ts';
import { spotProspect } from '../theory/spotProspect.ts';
import { theoryOf } from '../theory/theory.ts';

/** One k_1 of Figure 1, with the expected surplus of the spot market from r* and from (1, 0, 0), and the common worst-off type at r*. */
export interface Figure1Point {
  readonly maxDemand: number;
  readonly worstOffType: number;
  readonly interior: number;
  readonly corner: number;
}

export interface Figure1 {
  /** k_1 = 2/3 j / count for j = 1 .. count. */
  readonly points: readonly Figure1Point[];
  /** The k_1 at which both earn the same: the corner earns more below it. */
  readonly crossing: number;
  /** Of each figure; money. */
  readonly errorBound: number;
}

/** k_2 = k_3, and the largest k_1. */
export const OTHERS = 2 / 3;

const theoryAt = (maxDemand: number) => {
  const distribution = distributionOf({ family: 'uniform', min: 0, max: 1 });
  return theoryOf({
    supply: 1,
    support: { min: 0, max: 1 },
    agents: [maxDemand, OTHERS, OTHERS].map((k, i) => ({
      id: `a${i + 1}`,
      maxDemand: k,
      endowment: i === 0 ? 1 : 0,
      distribution,
    })),
  });
};

/** The economy of Figure 1: three agents with uniform types on [0, 1], k_2 = k_3 = 2/3, at one k_1 > 0. Cost: one theory. */
export const figure1At = (maxDemand: number): Figure1Point => {
  const theory = theoryAt(maxDemand);
  return {
    maxDemand,
    worstOffType: theory.commonWorstOffType,
    interior: spotProspect(theory, theory.interiorHoldings).expectedSurplus,
    corner: spotProspect(theory, [1, 0, 0]).expectedSurplus,
  };
};

/** Both curves of Figure 1 and where they cross. Cost: `count` theories of three agents, and a search. */
export const figure1 = (count = 100): Figure1 => {
  const gap = (k: number): number => {
    const { interior, corner } = figure1At(k);
    return interior - corner;
  };
  return {
    points: Array.from({ length: count }, (_, j) => figure1At((OTHERS * (j + 1)) / count)),
    crossing: findRoot(gap, 1 / 3, OTHERS, 1e-12),
    errorBound: theoryAt(OTHERS).accuracy.errorBound,
  };
};
