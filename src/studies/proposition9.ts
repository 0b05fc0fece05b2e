import type { PerAgent } from '../domain/economy.ts';
import { spotPayoff } from '../theory/spotPayoff.ts';
import type { Theory } from '../theory/theory.ts';

export type Proposition9Verdict = {
  readonly checked: number;
  /** The smallest Pi_r* - Pi_r that was met. Money. */
  readonly worst: number;
} & (
  | { readonly holds: true }
  | {
      readonly holds: false;
      readonly witness: { readonly holdings: PerAgent; readonly expectedSurplus: number; readonly interior: number };
    }
);

interface Question {
  readonly theory: Theory;
  /** Holdings to draw. */
  readonly draws: number;
  /** Uniform on [0, 1). */
  readonly random: () => number;
}

/**
 * Proposition 9: of all holdings with r_i <= k_i, r* earns the spot market most. Pi is compared at random holdings, half of them
 * near r*, and at those that move as much as can be from one agent to another. Cost: draws + n^2 (n at most 20) sums of n spot payoffs.
 */
export const proposition9 = ({ theory, draws, random }: Question): Proposition9Verdict => {
  const { interiorHoldings: interior, maxDemands, accuracy } = theory;
  const surplus = (holdings: PerAgent): number =>
    holdings.reduce((left, held, i) => left - spotPayoff(theory, i, held), theory.firstBestWelfare);
  const atInterior = surplus(interior);
  let witness = { holdings: interior, expectedSurplus: Number.NEGATIVE_INFINITY };
  let checked = 0;
  const attempt = (holdings: PerAgent): void => {
    const expectedSurplus = surplus(holdings);
    checked += 1;
    if (expectedSurplus > witness.expectedSurplus) witness = { holdings, expectedSurplus };
  };
  for (let draw = 0; draw < draws; draw++) {
    const far = randomHoldings(theory, random);
    const step = draw % 2 === 0 ? 1 : random() * random();
    attempt(far.map((held, i) => (interior[i] as number) + step * (held - (interior[i] as number))));
  }
  const some = Math.min(interior.length, 20);
  for (let from = 0; from < some; from++) {
    for (let to = 0; to < some; to++) {
      const moved = Math.min(interior[from] as number, (maxDemands[to] as number) - (interior[to] as number));
      if (from !== to) attempt(interior.map((held, i) => (i === from ? held - moved : i === to ? held + moved : held)));
    }
  }
  const worst = atInterior - witness.expectedSurplus;
  return worst >= -4 * accuracy.errorBound
    ? { holds: true, checked, worst }
    : { holds: false, checked, worst, witness: { ...witness, interior: atInterior } };
};

/** Holdings that add up to the supply with 0 <= r_i <= k_i: agents in random order take a random part of what may be left to them. */
export const randomHoldings = ({ maxDemands, supply }: Theory, random: () => number): PerAgent => {
  const order = maxDemands.map((_, i) => [random(), i] as const).sort(([a], [b]) => a - b);
  const holdings = maxDemands.map(() => 0);
  let left = supply;
  let behind = maxDemands.reduce((sum, k) => sum + k, 0);
  order.forEach(([, i], place) => {
    const k = maxDemands[i] as number;
    behind -= k;
    const most = Math.min(k, left);
    const least = Math.min(most, Math.max(0, left - behind));
    holdings[i] = place === order.length - 1 ? most : Math.min(most, least + (most - least) * random());
    left -= holdings[i] as number;
  });
  return holdings;
};
