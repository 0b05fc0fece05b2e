import { findRoot } from '../numerics/findRoot.ts';
import { approximate } from '../numerics/piecewiseChebyshev.ts';
import type { AgentClass } from './classes.ts';
import type { ExpectedTheory, TheoryState } from './forwardTheory.ts';
import type { Theory } from './theory.ts';
import { tabulatedWorstOffType } from './worstOffType.ts';

/**
 * The expectation over states of demand that a forward market is priced from (section 5.1). Definitions: `ExpectedTheory`.
 * States of probability zero are left out. The states must be the same agents and supply at different demand scales: what moves
 * the worst-off type in a state with less demand then lies within what moves it in one with more, so tau rises from lo to hi.
 * Cost: a few thousand searches for worst-off types a class and state, ten milliseconds or so each class.
 * Throws a RangeError where no state has positive probability.
 */
export const expectedTheory = (given: readonly TheoryState[]): ExpectedTheory => {
  const states = normalised(given);
  const { economy, supply, lo, hi, classOf: _, firstOf: __, ...first } = (states[0] as TheoryState).theory;
  const { classes, classOf, firstOf } = jointClasses(states);
  const curves = firstOf.map((agent) => holdingCurve(states, agent));
  const error = Math.max(...curves.map((curve) => curve.error));
  const table: ExpectedTheory['table'] = {
    edges: Float64Array.from(rising(curves.flatMap((curve) => curve.edges))),
    corners: rising(curves.flatMap((curve) => curve.corners)),
    error,
    q: (c, t) => (curves[c] as HoldingCurve).q(t),
    slope: (c, t) => (curves[c] as HoldingCurve).slope(t),
    lowest: Float64Array.from(curves.map((curve) => curve.lowest)),
  };
  const expected = (of: (theory: Theory) => number): number =>
    states.reduce((sum, { probability, theory }) => sum + probability * of(theory), 0);
  const held = (t: number): number => classes.reduce((sum, { count }, c) => sum + count * table.q(c, t), 0);
  const commonWorstOffType = findRoot((t) => held(t) - supply, lo, hi);
  const steepness = classes.reduce((sum, { count }, c) => sum + count * table.slope(c, commonWorstOffType), 0);
  return {
    economy,
    supply,
    lo,
    hi,
    classes,
    classOf,
    firstOf,
    maxDemands: classOf.map((c) => (classes[c] as AgentClass).maxDemand),
    table,
    commonWorstOffType,
    interiorHoldings: classOf.map((c) => table.q(c, commonWorstOffType)),
    firstBestWelfare: expected(({ firstBestWelfare }) => firstBestWelfare),
    meanTypes: first.meanTypes,
    accuracy: {
      method: `expectation over ${states.length} ${states.length === 1 ? 'state' : 'states'}, ${first.accuracy.method}`,
      errorBound: expected(({ accuracy }) => accuracy.errorBound),
      worstOffTypeErrorBound: (classOf.length * error) / steepness + 4 * Number.EPSILON * hi,
    },
    states,
  };
};

/** Without states of probability zero, and with probabilities that add up to 1 to rounding. */
const normalised = (given: readonly TheoryState[]): readonly TheoryState[] => {
  const possible = given.filter(({ probability }) => probability > 0);
  const total = possible.reduce((sum, { probability }) => sum + probability, 0);
  if (possible.length === 0) throw new RangeError('no state has a positive probability');
  return possible.map(({ probability, theory }) => ({ probability: probability / total, theory }));
};

/** Agents are alike if they are alike in every state: a cap at the supply may make equals of agents in one state alone. */
const jointClasses = (states: readonly TheoryState[]) => {
  const { classOf: firstClassOf, classes: firstClasses } = (states[0] as TheoryState).theory;
  const keys = firstClassOf.map((_, i) => states.map(({ theory }) => theory.classOf[i]).join());
  const numbers = new Map<string, number>();
  const firstOf: number[] = [];
  const counts: number[] = [];
  const classOf = keys.map((key, i) => {
    const c = numbers.get(key) ?? firstOf.push(i) - 1;
    numbers.set(key, c);
    counts[c] = (counts[c] ?? 0) + 1;
    return c;
  });
  const classes = firstOf.map((agent, c): AgentClass => {
    return {
      maxDemand: Math.max(...states.map(({ theory }) => theory.maxDemands[agent] as number)),
      distribution: (firstClasses[firstClassOf[agent] as number] as AgentClass).distribution,
      count: counts[c] as number,
    };
  });
  return { classes, classOf, firstOf };
};

interface HoldingCurve {
  /** The inverse of tau on [lo, hi], units; its slope. */
  readonly q: (t: number) => number;
  readonly slope: (t: number) => number;
  readonly edges: readonly number[];
  readonly corners: readonly number[];
  readonly error: number;
  readonly lowest: number;
}

/** The inverse of one agent's tau, tabulated: where a worst-off type is steep its inverse is flat, so no precision is lost. */
const holdingCurve = (states: readonly TheoryState[], agent: number): HoldingCurve => {
  const { lo, hi, supply } = (states[0] as TheoryState).theory;
  // Holdings at which some state's worst-off type leaves lo, reaches hi, or bends.
  const bends = states.flatMap(({ theory }) => {
    const { table, classOf, maxDemands } = theory;
    const c = classOf[agent] as number;
    const inside = table.corners.filter((t) => t > lo && t < hi).map((t) => table.q(c, t));
    return [table.lowest[c] as number, ...inside, maxDemands[agent] as number];
  });
  const xs = rising(bends);
  const [lowest, highest] = [xs[0] as number, xs.at(-1) as number];
  // Sums of what lies above lo, so that lo itself comes out without rounding.
  const tau = (x: number): number =>
    states.reduce(
      (sum, { probability, theory }) =>
        sum + probability * (tabulatedWorstOffType(theory, theory.classOf[agent] as number, x) - lo),
      lo,
    );
  const ts = xs.map((x) => (x === lowest ? lo : x === highest ? hi : tau(x)));
  const inverse = (t: number): number => {
    if (t <= lo) return lowest;
    if (t >= hi) return highest;
    const right = Math.max(
      1,
      ts.findIndex((end) => end >= t),
    );
    const [a, b] = [xs[right - 1] as number, xs[right] as number];
    const gap = (x: number): number => tau(x) - t;
    return gap(a) >= 0 ? a : gap(b) <= 0 ? b : findRoot(gap, a, b, 4e-16 * supply);
  };
  const corners = apart(
    [...ts].sort((a, b) => a - b),
    1e-12 * (hi - lo),
  );
  const error = Math.max(...states.map(({ theory }) => theory.table.error));
  // The states' own tables err by a little everywhere: what is asked for lies above that.
  const tolerance = Math.max(1e-13, (4 * error) / supply);
  const table = approximate({ f: (t) => [inverse(t) / supply], count: 1, breakpoints: corners, tolerance });
  return {
    q: (t) => table.value(0, t) * supply,
    slope: (t) => table.slope(0, t) * supply,
    edges: [...table.edges],
    corners,
    error: table.error * supply + error,
    lowest,
  };
};

const rising = (values: readonly number[]): readonly number[] => [...new Set(values)].sort((a, b) => a - b);

/** The rising values without those that are closer than `least` to one before, both ends kept. */
const apart = (values: readonly number[], least: number): readonly number[] => {
  const last = values.at(-1) as number;
  const kept: number[] = [];
  for (const value of values) {
    const before = kept.at(-1);
    if (before === undefined || (value - before > least && last - value > least)) kept.push(value);
  }
  return [...kept, last];
};
