import type { PerAgent } from '../../src/domain/economy.ts';

/**
 * Cleared holdings for demands that need not add up to the supply: the long side is rationed. Where net demand is positive all
 * net buyers get the same fraction of what they asked for, where it is negative all net sellers do; the short side trades in
 * full. Every trade is rounded once, so that holdings add up to what the endowments add up to; demands that balance to rounding are met as they are.
 */
export const ration = (demands: PerAgent, endowments: PerAgent): PerAgent => {
  let bought = 0;
  let sold = 0;
  let scale = 0;
  for (let i = 0; i < demands.length; i++) {
    const trade = (demands[i] as number) - (endowments[i] as number);
    if (trade > 0) bought += trade;
    else sold -= trade;
    scale += endowments[i] as number;
  }
  const excess = bought - sold;
  if (Math.abs(excess) <= demands.length * Number.EPSILON * scale) return demands;
  const [short, long] = excess > 0 ? [sold, bought] : [bought, sold];
  return demands.map((demand, i) => {
    const endowment = endowments[i] as number;
    const rationed = excess > 0 ? demand > endowment : demand < endowment;
    return rationed ? endowment + (short * (demand - endowment)) / long : demand;
  });
};
