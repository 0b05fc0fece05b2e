import type { PerAgent } from '../../domain/economy.ts';
import type { ForwardRound } from '../../domain/markets.ts';
import { findRoot } from '../../numerics/findRoot.ts';
import type { ForwardTheory } from '../../theory/forwardTheory.ts';
import { spotPayoff } from '../../theory/spotPayoff.ts';
import { spotSlopes } from '../../theory/spotSlopes.ts';
import type { DemandNodes } from './demandNodes.ts';

interface Question {
  readonly theory: ForwardTheory;
  readonly nodes: DemandNodes;
  /** Opened on the cycle's endowments. */
  readonly round: ForwardRound;
  readonly agent: number;
  readonly demand: number;
  /** X_-i. */
  readonly others: number;
}

/**
 * The largest gain over the agent's own demand x_i, the others' demands as they are, under the paper's reading (eq. 3: the agent
 * gets what it demands and the spot market operates):
 *
 *   max over x of pi_i(x) - payment_i(x; X_-i), less the same at x_i          money, before charges, never negative
 *
 * pi_i and the payment are convex and smooth between nodes, so a maximum lies at a node or where the marginal payoff falls through
 * zero; such a place is located to rounding in every interval whose ends it separates. Exact, unless two maxima lie between two
 * nodes: what is returned is always earned by some demand, and `forespot deviate` proves bounds.
 * Cost: a price at each of about forty nodes, and about ten searches for worst-off types.
 */
export const expectedForwardRegret = ({ theory, nodes, round, agent, demand, others }: Question): number => {
  const { demands, left, right } = nodes;
  const price = (x: number): number => round.marginalPrice(agent, x, others);
  const payoff = (x: number): number => spotPayoff(theory, agent, x) - round.payment(agent, x, others);
  const prices = demands.map(price);
  const own = payoff(demand);
  let best = own;
  const attempt = (x: number): void => {
    best = Math.max(best, payoff(x));
  };
  for (let j = 0; j < demands.length; j++) {
    const [x, charged] = [demands[j] as number, prices[j] as number];
    const rises = (right[j] as number) > charged;
    const rose = j === 0 || (left[j] as number) >= charged;
    if (rose && !rises) attempt(x);
    const to = demands[j + 1];
    if (to === undefined || !rises || (left[j + 1] as number) >= (prices[j + 1] as number)) continue;
    const excess = (at: number): number => price(at) - spotSlopes(theory, agent, at).right;
    attempt(crossing(excess, x, to));
  }
  // Above every maximum demand more is worth nothing, but may be paid for.
  const [most, highest] = [demands.at(-1) as number, theory.supply];
  if (most < highest && (prices.at(-1) as number) < 0) {
    attempt(price(highest) <= 0 ? highest : findRoot(price, most, highest, 1e-9 * highest));
  }
  return best - own;
};

/** Where a function that is negative just right of `from` and positive just left of `to` reaches zero; it may jump at the ends. */
const crossing = (f: (x: number) => number, from: number, to: number): number => {
  const tolerance = 1e-9 * (to - from);
  const end = to - tolerance;
  return f(end) <= 0 ? to : f(from) >= 0 ? from : findRoot(f, from, end, tolerance);
};

/** Payments at every node less that for the demand itself. */
export const paymentsBeyond = ({ nodes, round, agent, demand, others }: Omit<Question, 'theory'>): PerAgent => {
  const own = round.payment(agent, demand, others);
  return nodes.demands.map((x) => round.payment(agent, x, others) - own);
};
