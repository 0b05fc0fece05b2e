import type { PerAgent } from '../../domain/economy.ts';
import { type OneSided, spotSlopes } from '../../theory/spotSlopes.ts';
import type { ForwardGame } from '../forwardGame.ts';

/** The slope of every agent's payoff under eq. (3) in its own demand, which is the gradient of the potential. Cost O(n). */
export const marginalPayoffs = ({ theory, round, endowments }: ForwardGame, demands: PerAgent): readonly OneSided[] => {
  const net = demands.reduce((sum, demand, i) => sum + (demand - (endowments[i] as number)), 0);
  return demands.map((demand, i) => {
    const price = round.marginalPrice(i, demand, net - (demand - (endowments[i] as number)));
    const { left, right } = spotSlopes(theory, i, demand);
    return { left: left - price, right: right - price };
  });
};
