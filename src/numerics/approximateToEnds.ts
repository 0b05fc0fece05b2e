import { exp, ln } from './elementary.ts';
import { approximate, type PiecewiseChebyshev } from './piecewiseChebyshev.ts';

interface Approximated {
  /** Functions on [0, 1] of u and v = 1 - u, each of them exact where it is small. */
  readonly f: (u: number, v: number) => ArrayLike<number>;
  /** Length of what f returns. */
  readonly count: number;
  /** Interior points (u, v) at which some function is not smooth; rising in u. */
  readonly breakpoints: readonly (readonly [number, number])[];
  /** Absolute tolerance for every function's values. */
  readonly tolerance: number;
}

/** The ends in y: distances of 1e-300, close to the smallest that numbers can say. */
const END = 690;

/**
 * Functions that may rise like a low power of the distance to either end of [0, 1], for integrals of one d another. In
 * y = ln(u / v) such a power is an exponential, whose series converges however low the power: the table runs from a distance of
 * 1e-300 to a distance of 1e-300. What lies beyond counts at the mean of f there; for monotone functions that is wrong by at most
 * half the product of what f and g change beyond, which `stieltjesError` holds: less than rounding for powers above 0.03.
 * Cost: about a thousand evaluations of f.
 */
export const approximateToEnds = ({
  f,
  count,
  breakpoints,
  tolerance,
}: Approximated): Pick<PiecewiseChebyshev, 'stieltjes' | 'stieltjesError'> => {
  const at = (y: number): ArrayLike<number> => f(1 / (1 + exp(-y)), 1 / (1 + exp(y)));
  const inner = breakpoints.map(([u, v]) => ln(u / v)).filter((y) => y > -END && y < END);
  const table = approximate({ f: at, count, breakpoints: [-END, ...inner, END], tolerance });
  const beyond = [
    { from: f(0, 1), to: at(-END) },
    { from: at(END), to: f(1, 0) },
  ].map(({ from, to }) =>
    Array.from({ length: count }, (_, which) => {
      const [a, b] = [from[which] as number, to[which] as number];
      return { change: b - a, mean: a + (b - a) / 2 };
    }),
  );
  return {
    stieltjes: (g, h) =>
      beyond.reduce(
        (sum, ends) => sum + (ends[g]?.mean as number) * (ends[h]?.change as number),
        table.stieltjes(g, h),
      ),
    stieltjesError: beyond.reduce(
      (sum, ends) => sum + Math.max(...ends.map(({ change }) => change * change)) / 2,
      table.stieltjesError,
    ),
  };
};
