import type { PerAgent } from '../../domain/economy.ts';
import { type EigenPair, rankOneEigen } from '../../numerics/rankOneEigen.ts';
import { forwardPotential } from './forwardPotential.ts';
import { marginalPayoffs } from './marginalPayoffs.ts';
import { measuredCurvature } from './measuredCurvature.ts';
import type { PricedGame } from './rivalRules.ts';
import { worstOffTypeSlopes } from './worstOffTypeSlopes.ts';

/** A direction in agents' demands, of length 1, and how the potential bends along it. Money per unit squared. */
export interface CurvedDirection {
  readonly curvature: number;
  readonly direction: PerAgent;
  /** The same from values of the potential alone. */
  readonly measured: number;
  /** Whether the two agree to a thousandth of the largest slope at r*. */
  readonly confirmed: boolean;
}

/** The Hessian at r* where net demand (under `posted`, each agent's demand beyond r*_i) is below or above zero. */
export interface CurvatureSide {
  readonly side: 'below' | 'above';
  /** Of every worst-off type in its agent's holding, money per unit squared: the diagonal of the Hessian of sum pi_i. */
  readonly slopes: PerAgent;
  /** P'(0-) or P'(0+), money per unit squared. */
  readonly priceSlope: number;
  /** From the most unstable direction, curvature > 0, to the most stable one. */
  readonly directions: readonly CurvedDirection[];
  readonly unstable: number;
  /** Directions along which the potential is flat to second order. */
  readonly flat: number;
}

/** `undetermined`: some q_i is so flat at t^ that the slope of its inverse cannot be told. */
export type StationaryKind = 'stable maximum' | 'saddle' | 'minimum' | 'flat' | 'not stationary' | 'undetermined';

export interface Curvature {
  /** Marginal payoffs at r*, money per unit: all zero where r* is a stationary point. */
  readonly gradient: PerAgent;
  /** Below, then above; none where undetermined. */
  readonly sides: readonly CurvatureSide[];
  readonly verdict: StationaryKind;
  /** Unstable directions: the larger of the two sides. */
  readonly unstable: number;
}

/**
 * The Hessian of the potential at r*, with q_i' from the table: diag(t^_i') - P'(0) 1 1^T for the paper's rule,
 * diag(t^_i' - P'(0)) for a posted schedule, diag(t^_i') for one price. Every direction in which demands add up to zero
 * leaves the aggregate alone, so under the paper's rule n - 1 directions are unstable on either side of r* whatever P is.
 * Where a density jumps at t^ both slopes are those of the side, and a direction in which some demands rise and others fall
 * bends as neither says: its own measurement then does not confirm it. Cost O(n^2) and some fifteen potentials a direction.
 */
export const curvatureAt = (priced: PricedGame): Curvature => {
  const { game, priceSlopes } = priced;
  const { theory } = game;
  const marginal = marginalPayoffs(game, theory.interiorHoldings);
  const gradient = marginal.map(({ right }) => right);
  const sides = (['below', 'above'] as const).flatMap((side) => {
    const slopes = worstOffTypeSlopes(theory, side);
    return slopes === null ? [] : [sideOf(priced, gradient, { side, slopes, priceSlope: priceSlopes[side] })];
  });
  const stationary = marginal.every(({ left, right }) => Math.max(Math.abs(left), Math.abs(right)) <= 1e-9 * theory.hi);
  return {
    gradient,
    sides,
    verdict: sides.length < 2 ? 'undetermined' : stationary ? kindOf(sides) : 'not stationary',
    unstable: sides.reduce((most, { unstable }) => Math.max(most, unstable), 0),
  };
};

/** Under `posted` the slope of the price is taken off a worst-off type's: a difference below this share of it is rounding. */
const FLAT = 1e-7;

const sideOf = (
  { game, rule }: PricedGame,
  gradient: PerAgent,
  at: Pick<CurvatureSide, 'side' | 'slopes' | 'priceSlope'>,
): CurvatureSide => {
  const { theory, supply } = game;
  const { side, slopes, priceSlope } = at;
  const posted = rule.rule === 'posted';
  const diagonal = posted ? slopes.map((slope) => slope - priceSlope) : slopes;
  const shared = rule.rule === 'discriminatory' ? priceSlope : 0;
  const potential = forwardPotential(game);
  const scale = Math.max(priceSlope, ...slopes);
  const directions = rankOneEigen(diagonal, shared).map(({ value, vector }): CurvedDirection => {
    const direction = outward(vector, side === 'above' ? 1 : -1);
    const measured = measuredCurvature({ potential, centre: theory.interiorHoldings, gradient, direction, supply });
    return { curvature: value, direction, measured, confirmed: Math.abs(measured - value) <= 1e-3 * scale };
  });
  const rounding = posted ? FLAT * priceSlope : 0;
  return {
    ...at,
    directions,
    unstable: directions.filter(({ curvature }) => curvature > rounding).length,
    flat: directions.filter(({ curvature }) => Math.abs(curvature) <= rounding).length,
  };
};

const kindOf = (sides: readonly CurvatureSide[]): StationaryKind => {
  if (sides.every(({ unstable, directions }) => unstable === directions.length)) return 'minimum';
  if (sides.some(({ unstable }) => unstable > 0)) return 'saddle';
  return sides.some(({ flat }) => flat > 0) ? 'flat' : 'stable maximum';
};

/** The vector or its opposite: the one whose sum has the sign of `side`; of vectors that add up to zero, the one whose first entry has. */
const outward = (vector: EigenPair['vector'], side: 1 | -1): PerAgent => {
  const sum = vector.reduce((total, x) => total + x, 0);
  const first = vector.find((x) => Math.abs(x) > 1e-12) ?? 1;
  const sign = Math.abs(sum) > 1e-9 ? sum : first;
  return vector.map((x) => (sign * side > 0 ? x : 0 - x));
};
