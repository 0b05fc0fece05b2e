import { lastTrue } from '../../numerics/bisection.ts';
import type { AggregateClass, AggregateGame } from './aggregateGame.ts';
import type { RisingStretch } from './replyClass.ts';

/** Demands that are best replies, as a function of the aggregate X: a reply to X less itself. */
export type ReplyBranch =
  /** One demand, which is a best reply at all X in [from, to]. */
  | { readonly kind: 'corner'; readonly demand: number; readonly from: number; readonly to: number }
  /** The demand on a rising stretch with pi' = P(X): at every X of the grid, never falling, and 1 where it is a best reply. */
  | {
      readonly kind: 'interior';
      readonly at: (aggregate: number) => number;
      readonly demands: Float64Array;
      readonly holds: Uint8Array;
    };

export interface ReplyBranches {
  /** Aggregates at which the price is inside the support, rising; the ends of every branch are among them. */
  readonly grid: Float64Array;
  /** One list a class. */
  readonly classes: readonly (readonly ReplyBranch[])[];
}

const POINTS = 512;

/**
 * All demands that are best replies, as branches over the aggregate. A best reply is a corner, or where pi' = P(X) on a rising
 * stretch, or, at single prices, on a stretch where pi is straight (`levelPatterns`). Payoffs have falling differences in
 * (x, Y), so a best reply never rises in Y: where a corner holds is an interval, found by bisection. An interior branch that
 * holds on less than a step of the grid (512 in X and 512 in price) can be missed.
 * Cost: about 1,000 comparisons with 256 rivals a stretch.
 */
export const replyBranches = (game: AggregateGame): ReplyBranches => {
  const corners = game.classes.map((one) => cornersOf(game, one));
  const rough = roughGrid(
    game,
    corners.flat().flatMap(({ from, to }) => [from, to]),
  );
  const ends = game.classes.flatMap((one) =>
    one.rising.flatMap((stretch) => endsOf(interiorHolds(game, one, stretch), rough)),
  );
  const grid = Float64Array.from(new Set([...rough, ...ends])).sort();
  const classes = game.classes.map((one, c): readonly ReplyBranch[] => {
    const interiors = one.rising.map((stretch): ReplyBranch => {
      const at = (aggregate: number): number => stretch.at(game.price(aggregate));
      const holds = interiorHolds(game, one, stretch);
      return {
        kind: 'interior',
        at,
        demands: grid.map(at),
        holds: Uint8Array.from(grid, (aggregate) => (holds(aggregate) ? 1 : 0)),
      };
    });
    return [...interiors, ...(corners[c] as readonly Corner[])];
  });
  return { grid, classes };
};

type Corner = Extract<ReplyBranch, { kind: 'corner' }>;

const interiorHolds =
  ({ price }: AggregateGame, { isBest }: AggregateClass, { low, high, at }: RisingStretch) =>
  (aggregate: number): boolean => {
    const type = price(aggregate);
    if (type < low || type > high) return false;
    const demand = at(type);
    return isBest(demand, aggregate - demand);
  };

const cornersOf = ({ supply, least, most }: AggregateGame, { corners, isBest }: AggregateClass): readonly Corner[] =>
  corners.flatMap((demand) => {
    const [low, high] = [least, most - supply];
    // Asking for more is worth less the more the others ask for.
    const notMore = (others: number): boolean => isBest(demand, others, 'more');
    const notLess = (others: number): boolean => isBest(demand, others, 'less');
    if (!notMore(high) || !notLess(low)) return [];
    const from = lastTrue(high, low, notMore) + demand;
    const to = lastTrue(low, high, notLess) + demand;
    return from <= to ? [{ kind: 'corner', demand, from, to }] : [];
  });

/** Steps in X and in the price, between the aggregates where the price leaves what a unit can be worth. */
const roughGrid = ({ least, most, price, classes }: AggregateGame, corners: readonly number[]): readonly number[] => {
  const stretches = classes.flatMap(({ rising }) => rising);
  const floor = Math.min(...stretches.map(({ low }) => low));
  const ceiling = Math.max(...stretches.map(({ high }) => high));
  const reaching = (type: number): number => lastTrue(least, most, (aggregate) => price(aggregate) < type);
  const [from, to] = [lastTrue(most, least, (aggregate) => price(aggregate) > floor), reaching(ceiling)];
  if (price(from) <= floor || price(to) >= ceiling || from > to) return [];
  const steps = Array.from({ length: POINTS + 1 }, (_, j) => from + ((to - from) * j) / POINTS);
  const [low, high] = [price(from), price(to)];
  const levels = Array.from({ length: POINTS - 1 }, (_, j) => reaching(low + ((high - low) * (j + 1)) / POINTS));
  return [...new Set([...steps, ...levels, ...corners, 0])].filter((x) => x >= from && x <= to).sort((a, b) => a - b);
};

/** Where a branch begins and ceases to hold, to rounding, on the side where it does. */
const endsOf = (test: (aggregate: number) => boolean, grid: readonly number[]): readonly number[] => {
  const holds = grid.map(test);
  return grid.flatMap((aggregate, j) => {
    const before = grid[j - 1];
    if (before === undefined || holds[j - 1] === holds[j]) return [];
    const [inside, outside] = holds[j] === true ? [aggregate, before] : [before, aggregate];
    return [lastTrue(inside, outside, test)];
  });
};
