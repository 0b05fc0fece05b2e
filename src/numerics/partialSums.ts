import { fillBinomialWeights } from './binomialWeights.ts';

/** `count` independent Bernoulli variables that each weigh `weight` > 0 when they happen. */
export interface BernoulliGroup {
  readonly weight: number;
  readonly count: number;
}

/** The law of X, a weighted sum of independent Bernoulli variables, below a limit: which values it can take is fixed, how likely they are is not. */
export interface PartialSums {
  /** The distinct values of X below the limit. */
  readonly values: Float64Array;
  /** Values that differ by less than rounding were taken for one: each is right to this. */
  readonly error: number;
  /** Additions that one call of `law` takes. */
  readonly cost: number;
  /**
   * Probability of each value, given for each group the probability that one of it happens and that it does not. The array is
   * written over by the next call.
   */
  readonly law: (happens: ArrayLike<number>, fails: ArrayLike<number>) => Float64Array;
}

/** The sums are more than `most` steps to enumerate. */
export class TooManySums extends Error {}

/**
 * Enumerates the distinct sums of c_1 w_1 + ... + c_G w_G below `limit`, 0 <= c_g <= count_g, group by group.
 * Sums that coincide are one, so demands on a common step cost no more than the step's lattice: 1,000 agents with demands
 * in thousandths have at most 1,000 sums, twelve arbitrary ones 2^12. Cost of `law`: the number of transitions.
 */
export const partialSums = (groups: readonly BernoulliGroup[], limit: number, most: number): PartialSums => {
  const rounding = 1e-14 * limit;
  let values = Float64Array.of(0);
  let cost = 0;
  // A layer a group: from each value so far and each c to the index of the next value, or -1 at the limit and beyond.
  const layers = groups.map(({ weight, count }) => {
    const width = count + 1;
    cost += values.length * width;
    if (cost > most) throw new TooManySums(`more than ${most} steps`);
    const reached = new Float64Array(values.length * width);
    for (let s = 0; s < values.length; s++) {
      for (let c = 0; c < width; c++) reached[s * width + c] = (values[s] as number) + c * weight;
    }
    const end = limit - rounding;
    const order = reached.filter((value) => value < end).sort();
    const distinct = order.filter((value, j) => j === 0 || value - (order[j - 1] as number) > rounding);
    const next = new Int32Array(reached.length);
    for (let s = 0; s < next.length; s++) {
      const value = reached[s] as number;
      next[s] = value < end ? indexOf(distinct, value, rounding) : -1;
    }
    // Room for the weights and the law behind the layer, of which `law` fills thousands.
    const room = { weights: new Float64Array(width), result: new Float64Array(distinct.length) };
    const layer = { next, from: values.length, to: distinct.length, ...room };
    values = distinct;
    return layer;
  });
  return {
    values,
    error: groups.length * rounding,
    cost,
    law: (happens, fails) => {
      let law = ONE;
      layers.forEach(({ next, from, to, weights, result }, g) => {
        fillBinomialWeights(weights, happens[g] as number, fails[g] as number);
        result.fill(0, 0, to);
        const width = weights.length;
        for (let s = 0; s < from; s++) {
          const mass = law[s] as number;
          if (mass === 0) continue;
          for (let c = 0, at = s * width; c < width; c++, at++) {
            const target = next[at] as number;
            if (target < 0) break;
            result[target] = (result[target] as number) + mass * (weights[c] as number);
          }
        }
        law = result;
      });
      return law;
    },
  };
};

const ONE = Float64Array.of(1);

/** Index of the last of the rising `values` that is at most `value` + rounding. */
const indexOf = (values: Float64Array, value: number, rounding: number): number => {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((values[middle] as number) <= value + rounding / 2) low = middle;
    else high = middle - 1;
  }
  return low;
};
