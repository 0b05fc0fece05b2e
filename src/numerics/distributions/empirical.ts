import type { Distribution, DistributionSpec } from '../../domain/distribution.ts';
import { piecewiseLinear } from './piecewiseLinear.ts';

/** More knots than this would cost time and change no expectation by more than 1 / MOST_KNOTS of a value's range. */
const MOST_KNOTS = 100;

/**
 * A continuous distribution with positive density through sorted observations: F is linear between sample quantiles, rises
 * from 0 at min to 1 at max, and where min or max lies outside the data an observation's worth of mass fills the gap.
 * Equal values share one knot; of more than 100 knots every so many are kept, equally spaced in probability, and the knot
 * before every value that more than a hundredth of the observations share.
 */
export const empirical = (spec: DistributionSpec, values: readonly number[]): Distribution => {
  const n = values.length;
  const below = (values[0] as number) > spec.min ? 1 : 0;
  const above = (values[n - 1] as number) < spec.max ? 1 : 0;
  const whole = n - 1 + below + above;
  // The last observation of a tie carries the mass of all: F jumps nowhere, and rises up to a repeated value.
  const knots = values.flatMap((x, j): (readonly [number, number])[] => {
    const inside = x > spec.min && x < spec.max;
    return inside && values[j + 1] !== x ? [[x, (j + below) / whole]] : [];
  });
  const kept = Math.min(MOST_KNOTS, knots.length);
  const thinned = new Set<readonly [number, number]>();
  for (let j = 0, next = 0; j < kept; j++) {
    const target = (j + 0.5) / kept;
    while (next < knots.length - 1 && (knots[next]?.[1] as number) < target) next += 1;
    if (kept === knots.length) next = j;
    const step = (knots[next]?.[1] as number) - (knots[next - 1]?.[1] ?? 0);
    // A value that many share is a steep rise: without its foot the line to it would start far off.
    if (next > 0 && step > 1 / kept) thinned.add(knots[next - 1] as readonly [number, number]);
    thinned.add(knots[next] as readonly [number, number]);
  }
  const inner = [...thinned].filter(([, f]) => f > 0 && f < 1);
  return piecewiseLinear(spec, [[spec.min, 0], ...inner, [spec.max, 1]]);
};
