import { type ForwardTheory, statesOf } from './forwardTheory.ts';
import type { Theory } from './theory.ts';
import { tabulatedWorstOffType } from './worstOffType.ts';

/** Slopes on either side of a point, money per unit: they differ where a payoff bends. */
export interface OneSided {
  readonly left: number;
  readonly right: number;
}

/** pi_i' to the left and right of a holding: the worst-off type up to k_i, nothing above; over the states, if there are any. Money per unit. */
export const spotSlopes = (theory: ForwardTheory, agent: number, holding: number): OneSided => {
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
