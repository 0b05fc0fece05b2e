import type { PublicKnowledge } from '../../src/domain/agents.ts';
import { findRoot } from '../../src/numerics/findRoot.ts';
import { demandAt, usefulDemand } from './demandLevels.ts';

const SCANNED = 21;

interface Question {
  readonly common: PublicKnowledge;
  readonly agent: number;
  readonly netDemandOfOthers: number;
}

/**
 * The demand in [0, S] that pays an agent most against a net demand of the others: the best of 21 demands up to the maximum demand,
 * moved up its slope to where the payoff turns, or the best one above, where the payoff is concave because only the payment moves.
 * No proof: a peak between two scanned demands that are both worse than others is missed. Cost: about 40 looks at the outlook.
 */
export const bestDemand = ({ common, agent, netDemandOfOthers: others }: Question): number => {
  const { outlook, economy } = common;
  const most = usefulDemand(common, agent);
  const payoff = (demand: number): number => outlook.payoff(agent, demand, others);
  const falling = (demand: number): number => -outlook.marginalPayoff(agent, demand, others);
  /** Where the payoff turns from rising to falling in [from, to]; `to` where it still rises there, `from` where it does not rise. */
  const turn = (from: number, to: number): number =>
    falling(to) < 0 ? to : falling(from) >= 0 ? from : findRoot(falling, from, to);

  const scanned = Array.from({ length: SCANNED }, (_, level) => demandAt(most, level, SCANNED));
  const payoffs = scanned.map(payoff);
  const top = payoffs.indexOf(Math.max(...payoffs));
  const at = scanned[top] as number;
  const candidates = [at];
  if (falling(at) < 0) candidates.push(turn(at, scanned[top + 1] ?? economy.supply));
  else if (top > 0) candidates.push(turn(scanned[top - 1] as number, at));
  if (top < SCANNED - 1 && falling(most) < 0) candidates.push(turn(most, economy.supply));
  let [best, highest] = [at, Number.NEGATIVE_INFINITY];
  for (const candidate of candidates) {
    const value = payoff(candidate);
    if (value > highest) [best, highest] = [candidate, value];
  }
  return best;
};
