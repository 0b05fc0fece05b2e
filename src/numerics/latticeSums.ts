/** Agents on a lattice, and the probabilities at which each of them takes its weight, for several questions at once. */
export interface LatticeQuestion {
  /** Length of the lattice in steps: sums from here on count as nothing left. */
  readonly length: number;
  /** Weight of agent i in whole steps, rounded down: at least 0 and at most `length`. One an agent, n of them. */
  readonly steps: Int32Array;
  /** What rounding took off, in [0, 1): that share of the agent's mass goes one step further. All zero for weights on the lattice. */
  readonly shares: Float64Array;
  /** Probability that agent i takes its weight in question t, at index t n + i. */
  readonly happens: Float64Array;
  /** Number of questions. */
  readonly questions: number;
}

/**
 * With X the sum of the weights taken, X_-i that of all but i, c = `length` and k_i = steps[i] + shares[i]:
 *
 *   at t (n + 1) + i   E[min(k_i, (c - X_-i)+)], in steps
 *   at t (n + 1) + n   E[min(c, X)], in steps
 *
 * Exact to rounding, below (n + 4) 2^-52 c, where all shares are zero. Else X is the sum with each weight split between the two lattice
 * points around it, which keeps means: (c - X)+ is convex, so its expectation comes out too high, and E[min(c, X)] too low.
 *
 * Leave-one-out without division: the law P_i of what the agents before i take, forwards, and the value H_i(r) = E[(r - Y)+] of r
 * steps, Y what those behind i take, backwards; then E[(c - X_-i)+] is the sum of P_i(x) H_i(c - x). Both recursions add numbers
 * that are never negative. Laws are kept for blocks of about sqrt(n) agents and made again within a block.
 * Cost: about 5 n c multiplications a question; memory 2 sqrt(n) c numbers. This file is the oracle of any faster kernel: all of
 * its data are flat arrays, and it calls nothing.
 */
export const latticeSums = ({ length, steps, shares, happens, questions }: LatticeQuestion): Float64Array => {
  const n = steps.length | 0;
  const c = length | 0;
  const size = Math.max(1, Math.ceil(Math.sqrt(n))) | 0;
  const blocks = Math.ceil(n / size) | 0;
  const starts = new Float64Array(blocks * c);
  const laws = new Float64Array((size + 1) * c);
  const value = new Float64Array(c + 1);
  const answers = new Float64Array(questions * (n + 1));

  for (let t = 0; t < questions; t++) {
    const own = t * n;
    // Laws in front of every block; the last slot is scratch.
    const scratch = laws.subarray(0, c);
    scratch.fill(0);
    scratch[0] = 1;
    for (let i = 0; i < n; i++) {
      if (i % size === 0) starts.set(scratch, (i / size) * c);
      spread(scratch, 0, scratch, 0, c, steps[i] as number, shares[i] as number, happens[own + i] as number);
    }
    for (let r = 0; r <= c; r++) value[r] = r;
    for (let b = blocks - 1; b >= 0; b--) {
      const first = b * size;
      const behind = Math.min(n, first + size);
      laws.set(starts.subarray(b * c, (b + 1) * c));
      for (let i = first; i < behind - 1; i++) {
        const at = (i - first) * c;
        spread(laws, at, laws, at + c, c, steps[i] as number, shares[i] as number, happens[own + i] as number);
      }
      for (let i = behind - 1; i >= first; i--) {
        const [step, share] = [steps[i] as number, shares[i] as number];
        answers[t * (n + 1) + i] = expected(laws, (i - first) * c, value, c, step, share);
        spread(value, 0, value, 0, c + 1, step, share, happens[own + i] as number);
      }
    }
    answers[t * (n + 1) + n] = c - (value[c] as number);
  }
  return answers;
};

/** to(x) = (1 - p) from(x) + p (1 - share) from(x - step) + p share from(x - step - 1): from the top, so that it may work in place. */
const spread = (
  from: Float64Array,
  at: number,
  to: Float64Array,
  into: number,
  length: number,
  step: number,
  share: number,
  p: number,
): void => {
  const stays = 1 - p;
  const goes = p * (1 - share);
  const further = p * share;
  let x = (length - 1) | 0;
  for (; x > step; x--) {
    to[into + x] =
      stays * (from[at + x] as number) +
      goes * (from[at + x - step] as number) +
      further * (from[at + x - step - 1] as number);
  }
  if (x === step) {
    to[into + x] = stays * (from[at + x] as number) + goes * (from[at] as number);
    x--;
  }
  for (; x >= 0; x--) to[into + x] = stays * (from[at + x] as number);
};

/** Sum of law(x) (H(c - x) - (1 - share) H(c - x - step) - share H(c - x - step - 1)), H zero at and below 0. */
const expected = (
  laws: Float64Array,
  at: number,
  value: Float64Array,
  c: number,
  step: number,
  share: number,
): number => {
  const whole = 1 - share;
  let sum = 0;
  let x = 0;
  for (; x < c - step - 1; x++) {
    const later = whole * (value[c - x - step] as number) + share * (value[c - x - step - 1] as number);
    sum += (laws[at + x] as number) * ((value[c - x] as number) - later);
  }
  for (; x < c - step; x++) {
    sum += (laws[at + x] as number) * ((value[c - x] as number) - whole * (value[c - x - step] as number));
  }
  for (; x < c; x++) sum += (laws[at + x] as number) * (value[c - x] as number);
  return sum;
};
