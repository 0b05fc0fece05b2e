import type { PerAgent } from '../../domain/economy.ts';

/** Half the sum of |r_i - r*_i| as a share of the supply S: the units that are not where they should be, in [0, 1]. Cost O(n). */
export const distanceToInterior = (holdings: PerAgent, interior: PerAgent, supply: number): number =>
  holdings.reduce((all, held, i) => all + Math.abs(held - (interior[i] as number)), 0) / (2 * supply);
