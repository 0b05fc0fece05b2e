import { DEGREE } from './chebyshevSeries.ts';

/** Integrals over [-1, 1] of f q, f q' and u f q' for two series of degree 16. */
export interface ProductIntegral {
  readonly product: number;
  readonly slope: number;
  readonly shifted: number;
}

const WIDTH = DEGREE + 1;
/** Integral of T_k over [-1, 1]. */
const whole = (k: number): number => (k % 2 === 0 ? 2 / (1 - k * k) : 0);
/** Integral of T_i T_j: T_i T_j = (T_{i+j} + T_{|i-j|}) / 2. */
const pair = (i: number, j: number): number => (whole(i + j) + whole(Math.abs(i - j))) / 2;
/** T_j' in the T_k: 2j of T_{j-1}, T_{j-3}, ..., of T_0 half as much. */
const slopes = (j: number): readonly (readonly [number, number])[] =>
  Array.from({ length: Math.ceil(j / 2) }, (_, s) => {
    const k = j - 1 - 2 * s;
    return [k, k === 0 ? j : 2 * j] as const;
  });

const matrix = (entry: (i: number, j: number) => number): Float64Array =>
  Float64Array.from({ length: WIDTH * WIDTH }, (_, at) => entry(Math.floor(at / WIDTH), at % WIDTH));
const PRODUCT = matrix(pair);
const SLOPE = matrix((i, j) => slopes(j).reduce((sum, [k, a]) => sum + a * pair(i, k), 0));
// u T_i = (T_{i+1} + T_{|i-1|}) / 2.
const SHIFTED = matrix((i, j) =>
  slopes(j).reduce((sum, [k, a]) => sum + (a * (pair(i + 1, k) + pair(Math.abs(i - 1), k))) / 2, 0),
);

/** Exact to rounding; cost some 450 multiplications. */
export const productIntegral = (f: Float64Array, q: Float64Array): ProductIntegral => {
  let [product, slope, shifted] = [0, 0, 0];
  for (let i = 0; i < f.length; i++) {
    const a = f[i] as number;
    // Of odd and even functions half the integrals are zero.
    for (let j = i % 2; j < q.length; j += 2) {
      product += a * (PRODUCT[i * WIDTH + j] as number) * (q[j] as number);
      shifted += a * (SHIFTED[i * WIDTH + j] as number) * (q[j] as number);
    }
    for (let j = (i + 1) % 2; j < q.length; j += 2) slope += a * (SLOPE[i * WIDTH + j] as number) * (q[j] as number);
  }
  return { product, slope, shifted };
};
