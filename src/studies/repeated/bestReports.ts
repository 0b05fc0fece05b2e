import { certifiedMaximum } from '../../numerics/certifiedMaximum.ts';
import type { Theory } from '../../theory/theory.ts';
import type { AllocationLaw } from './allocationLaw.ts';

/**
 * The best report of every type when an allocation Q is worth w(Q) to the agent beyond what this cycle's mechanism counts:
 * w(Q) = beta V_i,t+1(Q) less what the spot market charges for resale. Type theta reporting x expects, up to a constant,
 *
 *   h(theta, x) = (theta - x) q(x) + integral of q over [lo, x] + E[w(Q) | x],    under VCG and AGV alike (the others are truthful),
 *
 * so that dh = (theta - x + g) dq with g between the smallest and the largest slope of w from one possible allocation to the next.
 * On an interval of reports h lies below what the extreme slopes make of its values at the ends: the search is branch and bound.
 * B(theta) = max h is convex in theta, being a maximum of straight lines: between two types it lies below its chord and above
 * each tangent, which bounds what the best report of every type is worth before the type is known.
 */
export interface BestReports {
  /** Gain over truthful reports before the type is known, by a report for each type that was found. Money. */
  readonly gain: number;
  /** Proved: no reports gain more. */
  readonly upperBound: number;
  /** Of the types tried the one that gains most, its best report and its gain. */
  readonly keenest: { readonly type: number; readonly report: number; readonly gain: number };
  /** Smallest and largest slope of w from one allocation to the next, money per unit. */
  readonly slopes: readonly [number, number];
}

interface Question {
  readonly theory: Theory;
  readonly agent: number;
  readonly law: AllocationLaw;
  /** w at each of the law's quantities, money. */
  readonly worth: readonly number[];
}

/** Stretches of types. */
const STRETCHES = 128;
/** Of the supply times the width of the support: how far a best report's value may be from its bound. */
const TOLERANCE = 1e-6;

/** Cost: a branch and bound search for each of some 130 types. */
export const bestReports = ({ theory, agent, law, worth }: Question): BestReports => {
  const { table, classOf, lo, hi, supply } = theory;
  const c = classOf[agent] as number;
  const slopes = slopesOf(law.quantities, worth);
  const [least, most] = slopes;
  const expected = law.expect(worth);
  const q = (x: number): number => table.q(c, x);
  /** h(theta, x) without w. */
  const use = (theta: number, x: number): number => (theta - x) * q(x) + table.integralQ(c, x);
  const h = (theta: number, x: number): number => use(theta, x) + expected.given(x);
  const tolerance = TOLERANCE * supply * (hi - lo);
  const rounding = 4 * (theory.accuracy.errorBound + expected.error);

  const best = (theta: number) => {
    const peak = (slope: number, a: number, b: number): number => Math.min(b, Math.max(a, theta + slope));
    return certifiedMaximum({
      f: (x) => h(theta, x),
      upper: (a, b) => {
        const fromLeft = h(theta, a) + use(theta + most, peak(most, a, b)) - use(theta + most, a);
        const fromRight = h(theta, b) + use(theta + least, peak(least, a, b)) - use(theta + least, b);
        return Math.min(fromLeft, fromRight);
      },
      from: lo,
      to: hi,
      candidates: [theta, peak(least, lo, hi), peak(most, lo, hi)],
      tolerance,
    });
  };
  const grid = Array.from({ length: STRETCHES + 1 }, (_, j) => lo + ((hi - lo) * j) / STRETCHES);
  const types = [...new Set([...grid, ...table.corners])].sort((a, b) => a - b);
  const found = types.map((type) => ({ type, ...best(type) }));
  const { distribution } = theory.classes[c] as Theory['classes'][number];
  let [low, high] = [0, 0];
  for (let j = 1; j < found.length; j++) {
    const [from, to] = [found[j - 1], found[j]] as [(typeof found)[number], (typeof found)[number]];
    const [a, b] = [from.type, to.type];
    const [below, upTo] = [distribution.cdf(a), distribution.cdf(b)];
    const mass = upTo - below;
    // Integral of the type over the stretch.
    const total = b * upTo - a * below - (expected.integralF(b) - expected.integralF(a));
    const line = ({ type, at }: typeof from): number => h(type, at) * mass + q(at) * (total - type * mass);
    low += Math.max(line(from), line(to));
    high += from.upperBound * mass + ((to.upperBound - from.upperBound) * (total - a * mass)) / (b - a);
  }
  const truthful = (table.wholeSurvivalQ[c] as number) + expected.before;
  // A slope that differs from truth by g moves a report past g worth of types at most, each unit gaining at most g.
  const simple = Math.max(-least, most, 0) * (q(hi) - q(lo));
  const gains = found.map(({ type, at, value }) => ({ type, report: at, gain: value - h(type, type) }));
  const gain = Math.max(0, low - truthful);
  return {
    gain: Math.min(gain, simple),
    upperBound: Math.max(Math.min(high - truthful, simple) + rounding, gain),
    keenest: gains.reduce((keenest, one) => (one.gain > keenest.gain ? one : keenest)),
    slopes,
  };
};

const slopesOf = (quantities: readonly number[], worth: readonly number[]): readonly [number, number] => {
  const slopes = quantities.slice(1).map((quantity, j) => {
    const before = quantities[j] as number;
    return ((worth[j + 1] as number) - (worth[j] as number)) / (quantity - before);
  });
  return [Math.min(...slopes), Math.max(...slopes)];
};
