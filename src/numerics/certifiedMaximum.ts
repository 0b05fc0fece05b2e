import TinyQueue from 'tinyqueue';

/** A maximum that was found, and a bound that was proved. */
export interface CertifiedMaximum {
  readonly at: number;
  /** f(at). */
  readonly value: number;
  /** No x in the interval has f(x) above this; at least `value`. */
  readonly upperBound: number;
  /** Intervals that were bounded. */
  readonly steps: number;
}

interface Question {
  readonly f: (x: number) => number;
  /** At least f(x) for every x in [a, b]; closes in on f as b - a shrinks. */
  readonly upper: (a: number, b: number) => number;
  readonly from: number;
  readonly to: number;
  /** Points to try first, and to cut at: kinks of f. */
  readonly candidates?: readonly number[];
  /** Stop when upperBound - value is at most this. */
  readonly tolerance: number;
  /** Stop after this many steps at the latest; the bound is then a proof of what it says and no more. */
  readonly mostSteps?: number;
}

interface Stretch {
  readonly a: number;
  readonly b: number;
  readonly bound: number;
}

/** Branch and bound on an interval: the stretch with the largest bound is halved until no stretch can hide more than the tolerance. */
export const certifiedMaximum = (question: Question): CertifiedMaximum => {
  const { f, upper, from, to, candidates = [], tolerance, mostSteps = 200_000 } = question;
  const cuts = [...new Set([from, ...candidates.filter((x) => x > from && x < to), to])].sort((x, y) => x - y);
  let at = candidates[0] ?? from;
  let value = Number.NEGATIVE_INFINITY;
  const attempt = (x: number): void => {
    const fx = f(x);
    if (fx > value) [at, value] = [x, fx];
  };
  // Candidates first and in their order: of points that tie, the first stands.
  candidates.filter((x) => x >= from && x <= to).forEach(attempt);
  cuts.forEach(attempt);
  const queue = new TinyQueue<Stretch>([], (x, y) => y.bound - x.bound);
  let steps = 0;
  const enqueue = (a: number, b: number): void => {
    steps += 1;
    const bound = upper(a, b);
    if (bound > value + tolerance) queue.push({ a, b, bound });
    else settled = Math.max(settled, bound);
  };
  // The largest bound among stretches that were put aside.
  let settled = value;
  for (let j = 1; j < cuts.length; j++) enqueue(cuts[j - 1] as number, cuts[j] as number);
  for (let widest = queue.pop(); widest !== undefined; widest = queue.pop()) {
    const { a, b, bound } = widest;
    const middle = a + (b - a) / 2;
    const stuck = middle <= a || middle >= b;
    if (bound <= value + tolerance || steps >= mostSteps || stuck) {
      settled = Math.max(settled, bound);
      if (stuck) continue;
      break;
    }
    attempt(middle);
    enqueue(a, middle);
    enqueue(middle, b);
  }
  return { at, value, upperBound: Math.max(settled, value), steps };
};
