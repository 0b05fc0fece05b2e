import type { Distribution } from '../domain/distribution.ts';
import {
  clenshaw,
  DEGREE,
  differentiate,
  integrate,
  POINTS,
  restrict,
  tailOf,
  transform,
} from '../numerics/chebyshevSeries.ts';
import { overSmoothPieces } from '../numerics/overSmoothPieces.ts';
import { productIntegral } from '../numerics/productIntegral.ts';
import type { AgentClass } from './classes.ts';
import type { BoundedAllocation, InterimAllocation } from './interimAllocation.ts';
import type { InterimTable } from './interimTable.ts';

interface Tabulated {
  readonly classes: readonly AgentClass[];
  readonly interim: InterimAllocation & { readonly bounded: (below: Float64Array) => BoundedAllocation };
  readonly lo: number;
  readonly hi: number;
  readonly supply: number;
  /** Share of the supply that the errors of all agents together may come to. */
  readonly tolerance: number;
}

const WIDTH = DEGREE + 1;
/** More kinks than this are left to the panels, which shrink towards those that matter: of many agents none bends q by much. */
const MOST_KINKS = 64;
/** Share of the tolerance that a panel's own error may take; the rest is for the method's. */
const PANEL_SHARE = 1 / 16;
/** A panel whose error moves no integral by more than this share of the tolerance is narrow enough. */
const NEGLIGIBLE = 1e-3;

/**
 * `InterimTable` for thousands of classes: panels close in where the interim allocations bend, which for n agents is a stretch of
 * about 1/sqrt(n) of the support, and each class keeps one series a panel and nothing else. What involves its own distribution,
 * E[theta q] and the integrals of F and F q, is integrated panel by panel as they are made; a panel in which F bends more than q
 * is cut for that class alone. Errors are summed as they arise: the method's own bound at every node, and the neglected coefficients.
 * Cost: about 700 evaluations of all interim allocations; memory 17 numbers a class and panel, some 30 panels.
 */
export const manyAgentsTable = ({ classes, interim, lo, hi, supply, tolerance }: Tabulated): InterimTable => {
  const count = classes.length;
  const kinks = [...new Set(classes.flatMap(({ distribution }) => distribution.kinks))];
  const corners = [lo, ...(kinks.length > MOST_KINKS ? [] : kinks), hi].sort((a, b) => a - b);
  const distributions = [...new Set(classes.map(({ distribution }) => distribution))];
  const numbers = new Map(distributions.map((distribution, d) => [distribution, d]));
  const numberOf = Int32Array.from(classes, ({ distribution }) => numbers.get(distribution) as number);

  const widest = classes.reduce((most, { maxDemand }) => Math.max(most, maxDemand), 0);
  const ownTail = Math.max(1e-14, 1e-3 * tolerance);

  const froms: number[] = [];
  const tos: number[] = [];
  /** Series of class c in the panel at c WIDTH; the demand served at count WIDTH. */
  const series: Float64Array[] = [];
  const integralF = new Float64Array(distributions.length);
  const integralFQ = new Float64Array(count);
  const valued = new Float64Array(count);
  let [error, totalMoney, servedMoney, open] = [0, 0, 0, 0];

  const cover = (from: number, to: number): void => {
    const middle = from + (to - from) / 2;
    const below = Array.from(POINTS, (u, j) => {
      const t = j === 0 ? from : j === DEGREE ? to : Math.min(to, Math.max(from, middle + (u * (to - from)) / 2));
      return Float64Array.from(distributions, ({ cdf }) => cdf(t));
    });
    const answers = below.map((own) => interim.bounded(Float64Array.from(numberOf, (d) => own[d] as number)));
    const panel = new Float64Array((count + 1) * WIDTH);
    let [tails, largest] = [0, 0];
    const samples = new Array<number>(WIDTH);
    for (let c = 0; c <= count; c++) {
      for (let j = 0; j < WIDTH; j++) samples[j] = (answers[j] as BoundedAllocation).values[c] as number;
      const own = transform(samples);
      const tail = tailOf(own);
      panel.set(own, c * WIDTH);
      if (c === count) largest = Math.max(largest, tail / supply);
      else {
        tails += (classes[c] as AgentClass).count * tail;
        largest = Math.max(largest, tail / supply);
      }
    }
    const wrong = Math.max(tails / supply, largest);
    const converged = wrong <= PANEL_SHARE * tolerance;
    const negligible = wrong * (to - from) < NEGLIGIBLE * tolerance * (hi - lo);
    if (!converged && !negligible && from < middle && middle < to) {
      cover(from, middle);
      cover(middle, to);
      return;
    }
    froms.push(from);
    tos.push(to);
    series.push(panel);
    const worst = (of: (answer: BoundedAllocation) => number): number => Math.max(...answers.map(of));
    if (converged) error = Math.max(error, worst((answer) => answer.error) + largest * supply);
    totalMoney += (to - from) * (worst((answer) => answer.totalError) + tails);
    servedMoney += (to - from) * (worst((answer) => answer.servedError) + tailOf(panel.subarray(count * WIDTH)));
    if (!converged)
      open = Math.max(open, openIn(answers, below, DEGREE * largest * supply + worst((answer) => answer.error)));
    integrateOwn(panel, below, from, to);
  };

  /** What a panel that has not converged leaves open in an integral of q dF: what is wrong with q, its change at most, times F's change. */
  const openIn = (answers: readonly BoundedAllocation[], below: readonly Float64Array[], wrong: number): number => {
    const [first, last] = [answers[0] as BoundedAllocation, answers[DEGREE] as BoundedAllocation];
    let most = 0;
    for (let c = 0; c < count; c++) {
      const d = numberOf[c] as number;
      const mass = (below[DEGREE]?.[d] as number) - (below[0]?.[d] as number);
      const change = Math.abs((last.values[c] as number) - (first.values[c] as number));
      most = Math.max(most, mass * Math.min(change, wrong));
    }
    return most;
  };

  /** Adds the panel to the integrals of F, F q and theta q dF = [theta q F] - F d(theta q). */
  const integrateOwn = (panel: Float64Array, below: readonly Float64Array[], from: number, to: number): void => {
    const whole = distributions.map((_, d) => transform(below.map((own) => own[d] as number)));
    const pieces = (
      d: number,
      matters: (a: number, b: number) => number,
      take: (f: Float64Array, a: number, b: number) => void,
    ): void => {
      const f = whole[d] as Float64Array;
      const { cdf, kinks: bends } = distributions[d] as Distribution;
      if (tailOf(f) <= ownTail) take(f, from, to);
      else overSmoothPieces({ f: cdf, kinks: bends, from, to, tolerance: ownTail, matters, take });
    };
    for (let d = 0; d < whole.length; d++) {
      pieces(
        d,
        (a, b) => (b - a) / (hi - lo),
        (f, a, b) => {
          integralF[d] = (integralF[d] as number) + (integralOf(f, 0) * (b - a)) / 2;
        },
      );
    }
    for (let c = 0; c < count; c++) {
      const d = numberOf[c] as number;
      const own = panel.subarray(c * WIDTH, (c + 1) * WIDTH);
      const k = (classes[c] as AgentClass).maxDemand;
      const at = (t: number): number => (t - from - (to - t)) / (to - from);
      const changes = (a: number, b: number): number =>
        (clenshaw(own, at(b)) - clenshaw(own, at(a))) / k + (b - a) / (hi - lo);
      pieces(d, changes, (f, a, b) => {
        const q = a === from && b === to ? own : restrict(own, at(a), at(b));
        const { product, slope, shifted } = productIntegral(f, q);
        const [half, middle] = [(b - a) / 2, a + (b - a) / 2];
        integralFQ[c] = (integralFQ[c] as number) + half * product;
        valued[c] = (valued[c] as number) - (half * product + middle * slope + half * shifted);
      });
    }
  };

  for (let j = 1; j < corners.length; j++) cover(corners[j - 1] as number, corners[j] as number);

  const panels = froms.length;
  const edges = Float64Array.from([...froms, hi]);
  const at = (p: number, c: number): Float64Array => (series[p] as Float64Array).subarray(c * WIDTH, (c + 1) * WIDTH);
  const before = new Float64Array((panels + 1) * (count + 1));
  for (let p = 0; p < panels; p++) {
    const half = ((tos[p] as number) - (froms[p] as number)) / 2;
    for (let c = 0; c <= count; c++) {
      const whole = integralOf(series[p] as Float64Array, c * WIDTH);
      before[(p + 1) * (count + 1) + c] = (before[p * (count + 1) + c] as number) + half * whole;
    }
  }
  const panelAt = (t: number): number => {
    let [low, high] = [0, panels - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((edges[middle] as number) <= t) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const local = (p: number, t: number): number => {
    const [from, to] = [edges[p] as number, edges[p + 1] as number];
    return (t - from - (to - t)) / (to - from);
  };
  const integral = (c: number, t: number): number => {
    const p = panelAt(t);
    const half = ((edges[p + 1] as number) - (edges[p] as number)) / 2;
    return (before[p * (count + 1) + c] as number) + half * clenshaw(integrate(at(p, c)), local(p, t));
  };
  const whole = (c: number): number => before[panels * (count + 1) + c] as number;
  const all = classes.reduce((sum, { count: m, maxDemand }) => sum + m * maxDemand, 0);
  return {
    edges,
    corners,
    error: error + (4 * Number.EPSILON + NEGLIGIBLE * tolerance) * supply,
    q: (c, t) => {
      const p = panelAt(t);
      return clenshaw(at(p, c), local(p, t));
    },
    slope: (c, t) => {
      const p = panelAt(t);
      return (clenshaw(differentiate(at(p, c)), local(p, t)) * 2) / ((edges[p + 1] as number) - (edges[p] as number));
    },
    qAtEdges: classes.map((_, c) =>
      Float64Array.from(edges, (_t, p) => (p === panels ? clenshaw(at(p - 1, c), 1) : clenshaw(at(p, c), -1))),
    ),
    lowest: Float64Array.from(classes, ({ maxDemand }) => Math.max(0, supply - (all - maxDemand))),
    integralQ: integral,
    wholeQ: classes.map((_, c) => whole(c)),
    wholeSurvivalQ: classes.map((_, c) => whole(c) - (integralFQ[c] as number)),
    meanAboveLowest: (c) => hi - lo - (integralF[numberOf[c] as number] as number),
    expectedValue: (c) => hi * (classes[c] as AgentClass).maxDemand + (valued[c] as number),
    expectedValueError: hi * (2 * error + open + 4 * ownTail * widest),
    integralServed: whole(count),
    sumError: totalMoney + servedMoney,
  };
};

/** Integral over [-1, 1] of the series that starts at an index: of T_k it is 2 / (1 - k^2) for even k, else nothing. */
const integralOf = (series: Float64Array, from: number): number => {
  let sum = 0;
  for (let k = 0; k < WIDTH; k += 2) sum += (2 * (series[from + k] as number)) / (1 - k * k);
  return sum;
};
