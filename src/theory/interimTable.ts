import { approximateToEnds } from '../numerics/approximateToEnds.ts';
import { approximate } from '../numerics/piecewiseChebyshev.ts';
import type { AgentClass } from './classes.ts';
import type { InterimAllocation } from './interimAllocation.ts';

/**
 * The interim allocations of all classes as piecewise series on the support [lo, hi], with the integrals that the theory
 * asks for. Panels end at the kinks of every distribution and shrink until the series have converged, so the figures are
 * exact to rounding; no density is used, only F, so densities that are infinite at an end do no harm.
 *
 * E[theta q(theta)] is an integral dF, to which mass matters however close to an end it lies. Where panels in t cannot tell that
 * mass apart, or the support is so far from zero that t itself is rounded too coarsely, the integral is taken from a second table,
 * in the distances from the ends.
 */
export interface InterimTable {
  /** Panel boundaries: between two of them all functions are smooth. */
  readonly edges: Float64Array;
  /** The ends of the support and the kinks of the distributions: where slopes may jump. */
  readonly corners: readonly number[];
  /** Absolute error of q in units of the good; of an integral, this times the interval's length. */
  readonly error: number;
  readonly q: (c: number, t: number) => number;
  /** dq/dt. */
  readonly slope: (c: number, t: number) => number;
  /** q of each class at every edge. */
  readonly qAtEdges: readonly Float64Array[];
  /** q of each class at lo: max(0, S - the maximum demands of all others), without the table's rounding. */
  readonly lowest: Float64Array;
  /** Integral of q_c from lo to t. */
  readonly integralQ: (c: number, t: number) => number;
  /** Integral of q_c over the support. */
  readonly wholeQ: readonly number[];
  /** Integral of (1 - F_c) q_c over the support. */
  readonly wholeSurvivalQ: readonly number[];
  /** Integral of 1 - F_c over the support: the mean type less lo. */
  readonly meanAboveLowest: (c: number) => number;
  /** E[theta q_c(theta)]: the value that an agent of the class can expect of its allocation. */
  readonly expectedValue: (c: number) => number;
  /** Absolute error of `expectedValue`, money. */
  readonly expectedValueError: number;
  /** Integral of E[min(S, D(t))] over the support, D(t) the maximum demands of types above t. */
  readonly integralServed: number;
  /** Absolute error of a sum of integrals of q over the support, one of every agent's. Money. */
  readonly sumError: number;
}

interface Tabulated {
  readonly classes: readonly AgentClass[];
  readonly interim: InterimAllocation;
  readonly lo: number;
  readonly hi: number;
  readonly supply: number;
}

/** Integrals dF may be wrong by this many tolerances before the second table is made: where all panels converge it is four. */
const GOOD_ENOUGH = 8;

/**
 * Cost: 17 evaluations of the interim allocations a panel. About ten panels for smooth distributions; where a density is infinite
 * at an end a hundred, and sixty more for the second table.
 */
export const interimTable = ({ classes, interim, lo, hi, supply }: Tabulated): InterimTable => {
  const kinks = classes.flatMap(({ distribution }) => distribution.kinks);
  const corners = [...new Set([lo, ...kinks, hi])].sort((a, b) => a - b);
  const counts = classes.map(({ count }) => count);
  const largest = Math.max(...counts);
  // Four functions a class, then the demand served; quantities as shares of the supply, so that one tolerance serves.
  const count = 4 * classes.length + 1;
  const rows = (below: readonly number[], u: number): Float64Array => {
    const given = interim.given(below);
    const row = new Float64Array(count);
    for (let c = 0; c < classes.length; c++) {
      const f = below[c] as number;
      const q = (given[c] as number) / supply;
      row[4 * c] = f;
      row[4 * c + 1] = q;
      row[4 * c + 2] = f * q;
      row[4 * c + 3] = u * q;
    }
    row[4 * classes.length] = (given[classes.length] as number) / supply;
    return row;
  };
  // Binomial weights of a class of m lose about m roundings; a support far from zero rounds the types themselves.
  const tolerance = Math.max(1e-14, 4e-16 * largest);
  const table = approximate({
    f: (t) =>
      rows(
        classes.map(({ distribution }) => distribution.cdf(t)),
        (t - lo) / (hi - lo),
      ),
    count,
    breakpoints: corners,
    tolerance: Math.max(tolerance, (4 * Number.EPSILON * hi) / (hi - lo)),
  });
  const measured =
    table.stieltjesError <= GOOD_ENOUGH * tolerance
      ? table
      : approximateToEnds({
          f: (u, v) =>
            rows(
              classes.map(({ distribution }) => distribution.cdfByDistances(u, v)),
              u,
            ),
          count,
          breakpoints: corners.slice(1, -1).map((t) => [(t - lo) / (hi - lo), (hi - t) / (hi - lo)]),
          tolerance,
        });
  const error = table.error * supply + interim.error;
  // Asked for at every cycle and in every study: an integral a class, made once, when it is first asked for.
  const expectedValues: number[] = [];
  const expectedValue = (c: number): number =>
    supply * (lo * measured.stieltjes(4 * c + 1, 4 * c) + (hi - lo) * measured.stieltjes(4 * c + 3, 4 * c));
  return {
    edges: table.edges,
    corners,
    error,
    q: (c, t) => table.value(4 * c + 1, t) * supply,
    slope: (c, t) => table.slope(4 * c + 1, t) * supply,
    qAtEdges: classes.map((_, c) => table.edges.map((t) => table.value(4 * c + 1, t) * supply)),
    lowest: interim.at(lo),
    integralQ: (c, t) => table.integral(4 * c + 1, t) * supply,
    wholeQ: classes.map((_, c) => table.integral(4 * c + 1, hi) * supply),
    wholeSurvivalQ: classes.map((_, c) => (table.integral(4 * c + 1, hi) - table.integral(4 * c + 2, hi)) * supply),
    meanAboveLowest: (c) => hi - lo - table.integral(4 * c, hi),
    expectedValue: (c) => {
      expectedValues[c] ??= expectedValue(c);
      return expectedValues[c];
    },
    // lo times the error of one integral and hi - lo times that of the other; and q's own error, at types of at most hi.
    expectedValueError: hi * (supply * measured.stieltjesError + interim.error),
    integralServed: table.integral(4 * classes.length, hi) * supply,
    sumError: counts.reduce((sum, of) => sum + of, 0) * error * (hi - lo),
  };
};
