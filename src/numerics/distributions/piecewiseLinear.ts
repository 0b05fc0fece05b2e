import type { Distribution, DistributionSpec } from '../../domain/distribution.ts';

/** F linear between points [x, F(x)] that rise strictly from [min, 0] to [max, 1]. */
export const piecewiseLinear = (
  spec: DistributionSpec,
  points: readonly (readonly [number, number])[],
): Distribution => {
  const { min, max } = spec;
  const xs = points.map(([x]) => x);
  const fs = points.map(([, f]) => f);
  const us = xs.map((x) => (x - min) / (max - min));
  const vs = xs.map((x) => (max - x) / (max - min)).reverse();
  const survivals = fs.map((f) => 1 - f).reverse();
  return {
    spec,
    min,
    max,
    cdf: (x) => (x <= min ? 0 : x >= max ? 1 : interpolate(xs, fs, x)),
    cdfByDistances: (u, v) => (u <= v ? interpolate(us, fs, u) : 1 - interpolate(vs, survivals, v)),
    quantile: (p) => (p <= 0 ? min : p >= 1 ? max : interpolate(fs, xs, p)),
    kinks: xs.slice(1, -1),
  };
};

/** The line through the points around x, which lies inside the rising `from`. */
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
