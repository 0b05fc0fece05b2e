import { exp, ln } from './elementary.ts';
import { fourier } from './fourier.ts';

/**
 * How large the characteristic function of a weighted Bernoulli sum can be far from zero:
 *
 *   |phi(y)| = product over j of (1 - v_j sin^2(y k_j / 2))^(m_j / 2),   v_j = 4 p_j (1 - p_j)
 *
 * for weights k_j of m_j variables that happen with probability p_j. The logarithm is concave in s = sin^2, so a tangent is an
 * upper bound, and with s = (1 - cos y k_j) / 2 a sum of tangents is a sum of cosines: one transform has it on a grid of y. Between
 * grid points it moves by no more than half a cell times the sum of m v k, and putting each k_j on a grid of step b by linear
 * shares is wrong by (y b)^2 / 8. The better of the tangents at s = 0 and s = 1/2 counts.
 */
export interface DecayBound {
  /** Width of a cell of y: cell l is [(l - 1/2) width, (l + 1/2) width]. */
  readonly width: number;
  /** Upper bound of |phi| on each cell, up to the cell that `reach` lies in. */
  readonly cells: Float64Array;
}

interface Question {
  readonly weights: Float64Array;
  readonly counts: Float64Array;
  /** y up to which bounds are asked. */
  readonly reach: number;
  /** Weights above this are left out, which only makes |phi| larger. */
  readonly widest: number;
  /** The typical weight: a cell is a quarter of its inverse. */
  readonly typical: number;
}

/** The bound for given v_j. A bound for smaller v_j serves larger ones, so it is made for somewhat less and kept as long as it serves. */
export const decayBound = ({
  weights,
  counts,
  reach,
  widest,
  typical,
}: Question): ((v: Float64Array) => DecayBound) => {
  const step = 1 / reach;
  let size = 64;
  while (size * step * 0.25 < 2 * Math.PI * typical || size * step < 2 * widest) size *= 2;
  const width = (2 * Math.PI) / (size * step);
  const cells = new Float64Array(Math.min(size / 2, Math.ceil(reach / width + 0.5) + 1));
  const least = new Float64Array(weights.length).fill(2);
  const [re, im] = [new Float64Array(size), new Float64Array(size)];
  let bound: DecayBound = { width, cells };

  const make = (v: Float64Array): void => {
    let total = 0;
    for (let j = 0; j < v.length; j++) total += (counts[j] as number) * (v[j] as number);
    // Where there is decay to spare the bound is made to last.
    const lasting = total > 150 ? 0.5 : total > 60 ? 0.75 : 0.95;
    re.fill(0);
    im.fill(0);
    let [sum, slope, sumHalf, slopeHalf, level] = [0, 0, 0, 0, 0];
    for (let j = 0; j < v.length; j++) {
      const low = lasting * (v[j] as number);
      least[j] = low;
      const k = weights[j] as number;
      if (k > widest) continue;
      const m = counts[j] as number;
      const atZero = m * low;
      const atHalf = (m * low) / (1 - low / 2);
      level += (m / 2) * ln(1 - low / 2);
      sum += atZero;
      slope += atZero * k;
      sumHalf += atHalf;
      slopeHalf += atHalf * k;
      const cell = Math.floor(k / step);
      const share = k / step - cell;
      re[cell] = (re[cell] as number) + (1 - share) * atZero;
      re[cell + 1] = (re[cell + 1] as number) + share * atZero;
      im[cell] = (im[cell] as number) + (1 - share) * atHalf;
      im[cell + 1] = (im[cell + 1] as number) + share * atHalf;
    }
    fourier(re, im);
    for (let l = 0; l < cells.length; l++) {
      const mirror = (size - l) % size;
      // Two transforms of real numbers in one of complex ones.
      const cosines = ((re[l] as number) + (re[mirror] as number)) / 2;
      const cosinesHalf = ((im[l] as number) + (im[mirror] as number)) / 2;
      const binned = ((l + 0.5) * width * step) ** 2 / 8;
      const zero = -(sum - cosines - (slope * width) / 2 - sum * binned) / 4;
      const half = level + (cosinesHalf + (slopeHalf * width) / 2 + sumHalf * binned) / 4;
      cells[l] = exp(Math.min(0, zero, half));
    }
    bound = { width, cells };
  };
  return (v) => {
    for (let j = 0; j < v.length; j++) {
      if ((v[j] as number) < (least[j] as number)) {
        make(v);
        break;
      }
    }
    return bound;
  };
};
