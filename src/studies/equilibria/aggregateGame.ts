import type { ForwardGame } from '../forwardGame.ts';
import { type ReplyClass, replyClass } from './replyClass.ts';

/** A class of agents in the game of one aggregate. */
export interface AggregateClass extends ReplyClass {
  /** Whether no demand on a grid of [0, S], the corners included, earns more by the tolerance while the others stay; `others` is Y. */
  readonly isBest: (demand: number, others: number, among?: 'more' | 'less') => boolean;
}

/**
 * The forward game as seen from its one aggregate X = sum of demands - S. With Y = X - x an agent's payoff is pi(x) - Phi(x + Y)
 * and a term in Y alone, so its endowment drops out: agents of a class are interchangeable.
 */
export interface AggregateGame {
  readonly supply: number;
  /** The aggregates that demands in [0, S] can make. */
  readonly least: number;
  readonly most: number;
  /** P(X), never falling. */
  readonly price: (aggregate: number) => number;
  readonly classes: readonly AggregateClass[];
}

/** Demands that a reply is compared with, the class's corners aside. */
const RIVALS = 256;

/** For rules whose marginal price depends on the aggregate alone (discriminatory, uniform). `tolerance` is money. */
export const aggregateGame = ({ theory, supply, round, endowments }: ForwardGame, tolerance: number): AggregateGame => {
  const start = endowments[0] as number;
  const cost = (aggregate: number): number => round.payment(0, start + aggregate, 0);
  const classes = theory.classes.map((_, c): AggregateClass => {
    const own = replyClass(theory, c);
    const even = Array.from({ length: RIVALS + 1 }, (_step, j) => (supply * j) / RIVALS);
    const bends = own.straight.flatMap(({ from, to }) => [from, to]);
    const rivals = [...new Set([...even, ...own.corners, ...bends])].sort((a, b) => a - b);
    const worths = rivals.map(own.worth);
    const isBest: AggregateClass['isBest'] = (demand, others, among) => {
      const enough = own.worth(demand) - cost(demand + others) + tolerance;
      return rivals.every(
        (rival, j) =>
          (among === 'more' && rival <= demand) ||
          (among === 'less' && rival >= demand) ||
          (worths[j] as number) - cost(rival + others) <= enough,
      );
    };
    return { ...own, isBest };
  });
  return {
    supply,
    least: -supply,
    most: (endowments.length - 1) * supply,
    price: (aggregate) => round.marginalPrice(0, start + aggregate, 0),
    classes,
  };
};
