import type { PerAgent } from '../domain/economy.ts';
import { selectWindow } from '../numerics/selectWindow.ts';

/**
 * Q(theta): the highest types first, each up to its maximum demand, until the supply is used; of equal types the agent that
 * comes first in order is served first (section 3). Units of the good, adds up to the supply. Cost O(n) expected.
 */
export const efficientAllocation = (types: PerAgent, maxDemands: PerAgent, supply: number): number[] => {
  const { order, first, end, before } = selectWindow({ keys: types, weights: maxDemands, from: supply, to: supply });
  const allocation = new Array<number>(types.length).fill(0);
  for (let j = 0; j < first; j++) allocation[order[j] as number] = maxDemands[order[j] as number] as number;
  for (let j = first, left = supply - before; j < end && left > 0; j++) {
    const i = order[j] as number;
    allocation[i] = Math.min(maxDemands[i] as number, left);
    left -= maxDemands[i] as number;
  }
  return allocation;
};

/** Value of an allocation: sum of theta_i Q_i, each agent valuing at most its maximum demand. Money. */
export const welfareOf = (types: PerAgent, allocation: PerAgent, maxDemands: PerAgent): number => {
  let welfare = 0;
  for (let i = 0; i < types.length; i++) {
    welfare += (types[i] as number) * Math.min(allocation[i] as number, maxDemands[i] as number);
  }
  return welfare;
};
