import { DEGREE, POINTS, tailOf, transform } from './chebyshevSeries.ts';

interface Question {
  readonly f: (x: number) => number;
  /** Rising points at which f bends or jumps. */
  readonly kinks: readonly number[];
  readonly from: number;
  readonly to: number;
  /** Absolute tolerance for f times what `matters` says of the piece. */
  readonly tolerance: number;
  /** How much an error of f on [a, b] counts: what it is integrated against changes by that much there. */
  readonly matters: (a: number, b: number) => number;
  /** Called for each piece from left to right with the series of f on it. */
  readonly take: (series: Float64Array, a: number, b: number) => void;
}

/** Cuts an interval at the kinks of f and halves the pieces until its series has converged on each, or what is wrong no longer matters. */
export const overSmoothPieces = ({ f, kinks, from, to, tolerance, matters, take }: Question): void => {
  const cover = (a: number, b: number): void => {
    const middle = a + (b - a) / 2;
    const values = Array.from(POINTS, (u, j) =>
      f(j === 0 ? a : j === DEGREE ? b : Math.min(b, Math.max(a, middle + (u * (b - a)) / 2))),
    );
    const series = transform(values);
    if (!(tailOf(series) * Math.min(1, matters(a, b)) > tolerance) || middle <= a || middle >= b) take(series, a, b);
    else {
      cover(a, middle);
      cover(middle, b);
    }
  };
  const ends = [from, ...kinks.filter((x) => x > from && x < to), to];
  for (let j = 1; j < ends.length; j++) cover(ends[j - 1] as number, ends[j] as number);
};
