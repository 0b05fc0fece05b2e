import type { PerAgent } from '../../domain/economy.ts';
import { type ForwardTheory, statesOf } from '../../theory/forwardTheory.ts';
import type { Theory } from '../../theory/theory.ts';
import { tabulatedWorstOffType } from '../../theory/worstOffType.ts';
import type { ForwardGame } from '../forwardGame.ts';

/** Slopes of an agent's payoff in its own demand, money per unit: they differ at its maximum demand, where pi_i bends down. */
export interface MarginalPayoff {
  readonly left: number;
  readonly right: number;
}

/** The slope of every agent's payoff under eq. (3) in its own demand, which is the gradient of the potential. Cost O(n). */
export const marginalPayoffs = (
  { theory, round, endowments }: ForwardGame,
  demands: PerAgent,
): readonly MarginalPayoff[] => {
  const net = demands.reduce((sum, demand, i) => sum + (demand - (endowments[i] as number)), 0);
  return demands.map((demand, i) => {
    const price = round.marginalPrice(i, demand, net - (demand - (endowments[i] as number)));
    const { left, right } = spotSlopes(theory, i, demand);
    return { left: left - price, right: right - price };
  });
};

/** pi_i' to the left and right of a holding: the worst-off type up to k_i, nothing above; over the states, if there are any. Money per unit. */
export const spotSlopes = (theory: ForwardTheory, agent: number, holding: number): MarginalPayoff => {
  let [left, right] = [0, 0];
  for (const { probability, theory: inState } of statesOf(theory)) {
    const maxDemand = inState.maxDemands[agent] as number;
    if (holding > maxDemand) continue;
    const slope = probability * slopeBelow(inState, agent, holding);
    left += slope;
    if (holding < maxDemand) right += slope;
  }
  return { left, right };
};

/** t^_i from the table, which is fast everywhere; at r* the exact figure, which prices cancel against. */
const slopeBelow = (theory: Theory, agent: number, holding: number): number =>
  holding === theory.interiorHoldings[agent]
    ? theory.commonWorstOffType
    : tabulatedWorstOffType(theory, theory.classOf[agent] as number, holding);

/** Where pi_i bends down: the maximum demand of agent i, in each state if there are any, rising. */
export const ridgesOf = (theory: ForwardTheory, agent: number): readonly number[] =>
  [...new Set(statesOf(theory).map((state) => state.theory.maxDemands[agent] as number))].sort((a, b) => a - b);
