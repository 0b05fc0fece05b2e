import { autarkyPayoff, spotPayoff } from '../../theory/spotPayoff.ts';
import { spotProspect } from '../../theory/spotProspect.ts';
import { discountedCycles } from '../../theory/unitValue.ts';
import { worstOffType } from '../../theory/worstOffType.ts';
import type { AllocationLaw } from './allocationLaw.ts';
import { addedIn, endowmentsWith, openedOn, type RepeatedGame } from './repeatedGame.ts';

/**
 * V_i,t(e): what agent i expects from cycle t on, discounted to it, when it starts the cycle with e and everybody, itself included,
 * demands r* and reports truthfully. On that path the others' net demand is e - r*_i, whoever owns what, so that
 *
 *   V_i,t(e) = - payment - charge + pi_i(r*_i) + share_i Pi_r* + a_F (e - r*_i) + a_S (r*_i - E[Q_i]) + beta E[V_i,t+1(Q_i)],   V_i,T+1 = 0
 *
 * payment = - Phi(e - r*_i) at the prices of one cycle alone, a_F and a_S what the forward and the spot market add for resale.
 * Slope: P(e - r*_i) + a_F, different for every agent; with linear charges t^ + a_F, the same for all. Without a forward market
 * r*_i is e where the spot market operates; where it does not the agent keeps e for min(k_i, e) E[theta_i] a cycle, for good.
 */
export interface EndowmentValue {
  /** V_i,t(e), money. Cost: one forward market opened; O(cycles left) at the first call of a cycle. */
  readonly value: (cycle: number, e: number) => number;
  /** Its slope at e, money per unit; null under `domain: paper`, where the price schedule itself moves with the endowment. */
  readonly slope: (cycle: number, e: number) => number | null;
}

/** For games without a `repeatedRefusal`; `law` is the agent's. */
export const endowmentValue = (game: RepeatedGame, agent: number, law: AllocationLaw): EndowmentValue => {
  const { theory, rule, discount, horizon, shares } = game;
  const share = shares[agent] as number;
  const interior = theory.interiorHoldings[agent] as number;
  const stays = (e: number): boolean =>
    rule.rule === 'none' && !spotProspect(theory, endowmentsWith(game, agent, e)).operates;
  const left = (cycle: number): number => Math.max(0, horizon - cycle + 1);

  /** One cycle's payoff from e, before what resale adds. */
  const cyclePayoff = (e: number): number => {
    const endowments = endowmentsWith(game, agent, e);
    const held = rule.rule === 'none' ? endowments : theory.interiorHoldings;
    const own = held[agent] as number;
    if (stays(e)) return autarkyPayoff(theory, agent, e);
    const round = openedOn(game, endowments);
    const paid = round.payment(agent, own, e - interior) + (round.charges[agent] as number);
    return spotPayoff(theory, agent, own) + share * spotProspect(theory, held).expectedSurplus - paid;
  };
  const expected = (worth: (quantity: number) => number): number =>
    law.quantities.reduce((sum, quantity, j) => sum + (law.probabilities[j] as number) * worth(quantity), 0);
  const mean = expected((quantity) => quantity);
  /** What resale adds to the cycle's payoff. */
  const added = (cycle: number, e: number): number => {
    const { forward, spot } = addedIn(game, cycle);
    const held = rule.rule === 'none' ? e : interior;
    return forward * (e - held) + spot * (held - mean);
  };

  // E[V_t(Q)] = (now + added_t) + kept * (cycles left) + beta * moving * E[V_t+1(Q)], from three expectations over Q.
  const moving = expected((quantity) => (stays(quantity) ? 0 : 1));
  const now = expected((quantity) => (stays(quantity) ? 0 : cyclePayoff(quantity)));
  const kept = expected((quantity) => (stays(quantity) ? cyclePayoff(quantity) : 0));
  const held = expected((quantity) => (stays(quantity) ? 0 : quantity));
  const addedBefore = (cycle: number): number => {
    const { forward, spot } = addedIn(game, cycle);
    return rule.rule === 'none'
      ? spot * (held - moving * mean)
      : forward * (mean - interior) + spot * (interior - mean);
  };
  const before = new Map<number, number>();
  /** E[V_t(Q)]. */
  const valueBefore = (cycle: number): number => {
    if (cycle > horizon) return 0;
    if (horizon === Number.POSITIVE_INFINITY)
      return (now + addedBefore(1) + kept / (1 - discount)) / (1 - discount * moving);
    const known = before.get(cycle);
    if (known !== undefined) return known;
    let value = 0;
    for (let t = horizon; t >= cycle; t--)
      value = now + addedBefore(t) + kept * discountedCycles(discount, left(t)) + discount * moving * value;
    before.set(cycle, value);
    return value;
  };
  return {
    value: (cycle, e) => {
      if (cycle > horizon) return 0;
      if (stays(e)) return cyclePayoff(e) * discountedCycles(discount, left(cycle));
      return cyclePayoff(e) + added(cycle, e) + discount * valueBefore(cycle + 1);
    },
    slope: (cycle, e) => {
      if (cycle > horizon) return 0;
      const { forward, spot } = addedIn(game, cycle);
      if (rule.rule === 'none') {
        if (!stays(e)) return worstOffType(theory, agent, e) + spot;
        const used = e < (theory.maxDemands[agent] as number) ? (theory.meanTypes[agent] as number) : 0;
        return used * discountedCycles(discount, left(cycle));
      }
      if (rule.charges === 'linear') return theory.commonWorstOffType + forward;
      if (rule.rule !== 'uniform' && rule.domain === 'paper') return null;
      return openedOn(game, endowmentsWith(game, agent, e)).marginalPrice(agent, e, e - interior) + forward;
    },
  };
};
