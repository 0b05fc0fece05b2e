import { cospi } from './elementary.ts';

/**
 * Chebyshev series of degree 16 on [-1, 1], each the array of its coefficients. After Trefethen (2013), Approximation Theory and
 * Approximation Practice.
 */
export const DEGREE = 16;
/** Chebyshev points on [-1, 1], rising. */
export const POINTS = Float64Array.from({ length: DEGREE + 1 }, (_, j) => -cospi(j / DEGREE));
/** Matrix from values at POINTS to coefficients (a discrete cosine transform: at this size a matrix is fastest). */
const TRANSFORM = Array.from({ length: DEGREE + 1 }, (_, k) =>
  Float64Array.from({ length: DEGREE + 1 }, (_, j) => {
    const ends = (k === 0 || k === DEGREE ? 0.5 : 1) * (j === 0 || j === DEGREE ? 0.5 : 1);
    return (2 / DEGREE) * ends * cospi((k * (DEGREE - j)) / DEGREE);
  }),
);

/** The series through values at POINTS. */
export const transform = (values: ArrayLike<number>): Float64Array => {
  const series = new Float64Array(DEGREE + 1);
  for (let k = 0; k <= DEGREE; k++) {
    const row = TRANSFORM[k] as Float64Array;
    let sum = 0;
    for (let j = 0; j <= DEGREE; j++) sum += (row[j] as number) * (values[j] as number);
    series[k] = sum;
  }
  return series;
};

/** What the last coefficients say of those that were left out: series of smooth functions fall geometrically. */
export const tailOf = (series: Float64Array): number =>
  Math.abs(series[DEGREE] as number) + Math.abs(series[DEGREE - 1] as number) + Math.abs(series[DEGREE - 2] as number);

/** The series, on [-1, 1] again, of the stretch from u = a to u = b. */
export const restrict = (series: Float64Array, a: number, b: number): Float64Array =>
  transform(Array.from(POINTS, (u) => clenshaw(series, a + ((u + 1) * (b - a)) / 2)));

/** Sum of the series at u in [-1, 1] by Clenshaw's recurrence. */
export const clenshaw = (series: Float64Array, u: number): number => {
  let next = 0;
  let afterNext = 0;
  for (let k = series.length - 1; k > 0; k--) {
    const current = 2 * u * next - afterNext + (series[k] as number);
    afterNext = next;
    next = current;
  }
  return u * next - afterNext + (series[0] as number);
};

/** The series of the integral from -1, on the scale of u. */
export const integrate = (series: Float64Array): Float64Array => {
  const at = (k: number): number => series[k] ?? 0;
  const result = new Float64Array(series.length + 1);
  for (let k = 1; k < result.length; k++) result[k] = ((k === 1 ? 2 * at(0) : at(k - 1)) - at(k + 1)) / (2 * k);
  for (let k = 1, sign = 1; k < result.length; k++, sign = -sign)
    result[0] = (result[0] as number) + sign * (result[k] as number);
  return result;
};

/** The series of the derivative with respect to u. */
export const differentiate = (series: Float64Array): Float64Array => {
  const result = new Float64Array(series.length + 1);
  for (let k = series.length - 1; k > 0; k--) result[k - 1] = (result[k + 1] ?? 0) + 2 * k * (series[k] as number);
  result[0] = (result[0] as number) / 2;
  return result.subarray(0, Math.max(1, series.length - 1));
};

/** Drops trailing coefficients that together stay below `negligible`. */
export const trim = (series: Float64Array, negligible: number): Float64Array => {
  let length = series.length;
  for (let dropped = 0; length > 1; length--) {
    dropped += Math.abs(series[length - 1] as number);
    if (dropped > negligible) break;
  }
  return series.slice(0, length);
};

/** Integral of a function over [-1, 0] or [0, 1] by Clenshaw-Curtis. */
export const halfPanel = (f: (u: number) => number, side: -1 | 1): number => {
  const values = Array.from(POINTS, (u) => f((u + side) / 2));
  const series = transform(values);
  return clenshaw(integrate(series), 1) / 2;
};
