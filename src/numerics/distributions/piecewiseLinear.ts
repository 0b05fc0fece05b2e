import type { Distribution, DistributionSpec } from '../../domain/distribution.ts';

/** F linear between points [x, F(x)] that rise strictly from [min, 0] to [max, 1]. */
export const piecewiseLinear = (
  spec: DistributionSpec,
  points: readonly (readonly [number, number])[],
): Distribution => {
  const xs = points.map(([x]) => x);
  const fs = points.map(([, f]) => f);
  return {
    spec,
    min: spec.min,
    max: spec.max,
    cdf: (x) => (x <= spec.min ? 0 : x >= spec.max ? 1 : interpolate(xs, fs, x)),
    quantile: (p) => (p <= 0 ? spec.min : p >= 1 ? spec.max : interpolate(fs, xs, p)),
    kinks: xs.slice(1, -1),
  };
};

/** The line through the points around x, which lies strictly inside the rising `from`. */
const interpolate = (from: readonly number[], to: readonly number[], x: number): number => {
  let [low, high] = [0, from.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((from[middle] as number) <= x) low = middle;
    else high = middle;
  }
  const [a, b] = [from[low] as number, from[high] as number];
  const [fa, fb] = [to[low] as number, to[high] as number];
  return fa + ((fb - fa) * (x - a)) / (b - a);
};
