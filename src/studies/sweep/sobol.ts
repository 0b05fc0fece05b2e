/**
 * Points of the Sobol' sequence (1967), with the direction numbers of Joe and Kuo (2008), SIAM J. Sci. Comput. 30, which are
 * chosen for good two-dimensional projections. Written here because npm has no kept library of it; it is bit arithmetic, so that
 * every JavaScript engine has the same points.
 *
 * Coordinate j of point i is the exclusive or of the direction numbers v_j[b] over the bits b of i, as a fraction of 2^32. Of the
 * first 2^m points every dyadic interval of length 2^-m holds exactly one, in every coordinate.
 */

const BITS = 32;
/** Of the b-th digit after the point. */
const bit = (b: number): number => (1 << (BITS - 1 - b)) >>> 0;

/** For coordinates 2, 3, ...: a primitive polynomial over the integers mod 2, its coefficients as bits, and its first odd m_b. */
const PRIMITIVE: readonly (readonly [polynomial: number, first: readonly number[]])[] = [
  [3, [1]],
  [7, [1, 3]],
  [11, [1, 3, 1]],
  [13, [1, 1, 1]],
  [19, [1, 1, 3, 3]],
  [25, [1, 3, 5, 13]],
  [37, [1, 1, 5, 5, 17]],
  [41, [1, 1, 5, 5, 5]],
  [47, [1, 1, 7, 11, 19]],
  [55, [1, 1, 5, 1, 1]],
  [59, [1, 1, 1, 3, 11]],
  [61, [1, 3, 5, 5, 31]],
  [67, [1, 3, 3, 9, 7, 49]],
  [91, [1, 1, 1, 15, 21, 21]],
  [97, [1, 3, 1, 13, 27, 49]],
  [103, [1, 1, 1, 15, 7, 5]],
  [109, [1, 3, 1, 15, 13, 25]],
  [115, [1, 1, 5, 5, 19, 61]],
  [131, [1, 3, 7, 11, 23, 15, 103]],
  [137, [1, 3, 7, 13, 13, 15, 69]],
  [143, [1, 1, 3, 13, 7, 35, 63]],
  [145, [1, 3, 5, 9, 1, 25, 53]],
  [157, [1, 3, 1, 13, 9, 35, 107]],
  [167, [1, 3, 1, 5, 27, 61, 31]],
  [171, [1, 1, 5, 11, 19, 41, 61]],
  [185, [1, 3, 5, 3, 3, 13, 69]],
  [191, [1, 1, 7, 13, 1, 19, 1]],
  [193, [1, 3, 7, 5, 13, 19, 59]],
  [203, [1, 1, 3, 9, 25, 29, 41]],
  [211, [1, 3, 5, 13, 23, 1, 55]],
  [213, [1, 3, 7, 3, 13, 59, 17]],
  [229, [1, 3, 1, 3, 5, 53, 69]],
  [239, [1, 1, 5, 5, 23, 33, 13]],
  [241, [1, 1, 7, 7, 1, 61, 123]],
  [247, [1, 1, 7, 9, 13, 61, 49]],
  [253, [1, 3, 3, 5, 3, 55, 33]],
  [285, [1, 3, 1, 15, 31, 13, 49, 245]],
  [299, [1, 3, 5, 15, 31, 59, 63, 97]],
  [301, [1, 3, 1, 11, 11, 11, 77, 249]],
];

/** Coordinates that there are numbers for. */
export const MOST_SOBOL_FACTORS = PRIMITIVE.length + 1;

/** v[b] for one coordinate, as unsigned 32-bit fractions: v[b] = m_b 2^(32 - b), bits from 1. */
const directions = (coordinate: number): Uint32Array => {
  const v = new Uint32Array(BITS);
  if (coordinate === 0) return v.map((_, b) => bit(b));
  const [polynomial, first] = PRIMITIVE[coordinate - 1] as (typeof PRIMITIVE)[number];
  const degree = first.length;
  for (let b = 0; b < BITS; b++) {
    if (b < degree) {
      v[b] = (first[b] as number) * bit(b);
      continue;
    }
    const back = v[b - degree] as number;
    let next = back ^ (back >>> degree);
    // The coefficients between the first and the last, highest power first.
    for (let k = 1; k < degree; k++) if ((polynomial >>> (degree - k)) & 1) next ^= v[b - k] as number;
    v[b] = next >>> 0;
  }
  return v;
};

/** Point `index` (from 0, below 2^32) in as many coordinates as `shifts` has, each moved by its shift: unsigned 32-bit integers. */
export const sobolPoints = (shifts: readonly number[]): ((index: number) => readonly number[]) => {
  if (shifts.length > MOST_SOBOL_FACTORS) throw new Error(`${shifts.length} coordinates of a Sobol' sequence`);
  const tables = shifts.map((_, coordinate) => directions(coordinate));
  return (index) =>
    tables.map((v, coordinate) => {
      let x = shifts[coordinate] as number;
      for (let rest = index, b = 0; rest > 0; rest = Math.floor(rest / 2), b++) if (rest % 2 === 1) x ^= v[b] as number;
      return x >>> 0;
    });
};
