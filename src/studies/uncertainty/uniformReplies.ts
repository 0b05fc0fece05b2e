import type { PerAgent } from '../../domain/economy.ts';
import { type ForwardTheory, statesOf } from '../../theory/forwardTheory.ts';
import { spotPayoff } from '../../theory/spotPayoff.ts';

/**
 * Every agent's best demand at one price for every unit: the x in [0, S] with the largest pi_i(x) - (x - e_i) price, pi_i
 * expected over the states, as if nobody were rationed. pi_i is convex between the states' maximum demands, so that nothing but
 * 0, one of those, or S can be best (the remark at the end of section 4.2). Of demands that tie, to the error of the figures, the
 * one that trades least. Units, one an agent. Cost O(states) spot payoffs an agent and state.
 */
export const uniformReplies = (theory: ForwardTheory, endowments: PerAgent, price: number): PerAgent =>
  endowments.map((endowment, i) => {
    const corners = cornersOf(theory, i);
    const payoffs = corners.map((x) => spotPayoff(theory, i, x) - (x - endowment) * price);
    const enough = Math.max(...payoffs) - 4 * theory.accuracy.errorBound;
    const trade = (x: number): number => Math.abs(x - endowment);
    return corners
      .filter((_, c) => (payoffs[c] as number) >= enough)
      .reduce((least, x) => (trade(x) < trade(least) ? x : least));
  });

/**
 * One price for each profile of best demands that any price brings about: the prices at which an agent is indifferent between
 * two of its corners, one between every two of those, and the ends of the support. Rising. Cost O(C states^2) for C classes.
 */
export const distinctPrices = (theory: ForwardTheory): readonly number[] => {
  const { lo, hi, classes, classOf } = theory;
  const indifferent = classes.flatMap((_, c) => {
    const agent = classOf.indexOf(c);
    const corners = cornersOf(theory, agent);
    const worth = corners.map((x) => spotPayoff(theory, agent, x));
    return corners.flatMap((x, a) =>
      corners.slice(0, a).map((y, b) => ((worth[a] as number) - (worth[b] as number)) / (x - y)),
    );
  });
  const inside = indifferent.filter((price) => price > lo && price < hi);
  const prices = [...new Set([lo, ...inside, hi])].sort((a, b) => a - b);
  return prices.flatMap((price, j) => (j === 0 ? [price] : [((prices[j - 1] as number) + price) / 2, price]));
};

/** Demands at which a payoff that is convex between them can be largest. */
const cornersOf = (theory: ForwardTheory, agent: number): PerAgent => {
  const bends = statesOf(theory).map((state) => state.theory.maxDemands[agent] as number);
  return [...new Set([0, ...bends, theory.supply])];
};
