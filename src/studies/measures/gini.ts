import type { PerAgent } from '../../domain/economy.ts';

/**
 * The Gini coefficient: the sum of |r_i - r_j| over all pairs (i, j), divided by 2 n times the sum of all r. 0 where everybody holds
 * the same, (n - 1) / n where one holds everything. No unit. Holdings are not negative and not all zero. Cost O(n log n).
 */
export const gini = (holdings: PerAgent): number => {
  const n = holdings.length;
  const rising = Float64Array.from(holdings).sort();
  let [total, weighted] = [0, 0];
  for (let i = 0; i < n; i++) {
    total += rising[i] as number;
    // Each holding counts once for every smaller one and less once for every larger one.
    weighted += (2 * i + 1 - n) * (rising[i] as number);
  }
  return weighted / (n * total);
};
