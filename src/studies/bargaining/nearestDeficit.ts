import type { PerAgent } from '../../domain/economy.ts';
import { findRoot } from '../../numerics/findRoot.ts';
import { spotPayoff } from '../../theory/spotPayoff.ts';
import type { Theory } from '../../theory/theory.ts';
import { tabulatedWorstOffType } from '../../theory/worstOffType.ts';
import { squaredDistance } from './nearestHoldings.ts';

interface Question {
  readonly theory: Theory;
  /** Endowments with Pi_e > 0. */
  readonly endowments: PerAgent;
  /** Holdings with Pi <= 0. */
  readonly least: PerAgent;
}

/** Of each kind. */
const MOST_STARTS = 250;
const MOST_STEPS = 200;

/**
 * Holdings near the endowments from which the spot market just breaks even, where it earns something from e. The set {Pi <= 0} is
 * what a convex one leaves over, so there may be several nearest points: a local search from many starts, no proof.
 * Each start has Pi <= 0 and is approached from e until Pi = 0. Then, as Pi is concave while nobody crosses its maximum
 * demand, every point beyond the tangent plane has Pi <= 0: e is projected on that half-space, the segment from e cut at Pi = 0, and
 * so on, each time nearer. Cost: starts times steps times two nested searches over n agents.
 */
export const nearestDeficit = ({ theory, endowments, least }: Question): PerAgent => {
  const surplus = (holdings: PerAgent): number =>
    holdings.reduce((left, held, i) => left - spotPayoff(theory, i, held), theory.firstBestWelfare);
  const approach = (goal: PerAgent): PerAgent => {
    const at = (share: number): number[] => goal.map((held, i) => mix(endowments[i] as number, held, share));
    return at(findRoot((share) => -surplus(at(share)), 0, 1));
  };
  const starts = [...startsFor(theory, endowments), least].filter((holdings) => surplus(holdings) <= 0);
  let best = approach(least);
  let distance = squaredDistance(best, endowments);
  for (const start of starts) {
    let point = approach(start);
    for (let step = 0; step < MOST_STEPS; step++) {
      const goal = beyondTangent(theory, endowments, point);
      if (goal === null || surplus(goal) > 0) break;
      const next = approach(goal);
      const gained = squaredDistance(point, endowments) - squaredDistance(next, endowments);
      if (gained > 0) point = next;
      if (gained <= 1e-15 * theory.supply ** 2) break;
    }
    const away = squaredDistance(point, endowments);
    if (away < distance) [best, distance] = [point, away];
  }
  return best;
};

const mix = (from: number, to: number, share: number): number => (1 - share) * from + share * to;

/** Everything that agents can hand to one another, corners of all holdings, and a grid over them. */
const startsFor = ({ maxDemands, supply }: Theory, endowments: PerAgent): readonly PerAgent[] => {
  const n = maxDemands.length;
  const starts: PerAgent[] = [];
  const corners: PerAgent[] = [];
  for (let from = 0; from < n && starts.length < MOST_STARTS; from++) {
    for (let to = 0; to < n; to++) {
      const moved = endowments[from] as number;
      if (from !== to) starts.push(endowments.map((e, i) => (i === from ? 0 : i === to ? e + moved : e)));
    }
  }
  const visit = (held: readonly number[], left: number): void => {
    if (corners.length >= MOST_STARTS) return;
    const i = held.length;
    if (i < n) {
      visit([...held, 0], left);
      if ((maxDemands[i] as number) <= left)
        visit([...held, maxDemands[i] as number], left - (maxDemands[i] as number));
    } else {
      for (let taker = 0; taker < n; taker++)
        if (held[taker] === 0) corners.push(held.map((units, j) => (j === taker ? left : units)));
    }
  };
  visit([], supply);
  return [...starts, ...corners, ...gridOver(n, supply)];
};

/** All holdings in multiples of one share of the supply, as fine as keeps them to MOST_STARTS. */
const gridOver = (n: number, supply: number): readonly PerAgent[] => {
  const count = (steps: number): number => {
    let points = 1;
    for (let i = 1; i < n; i++) points = (points * (steps + i)) / i;
    return points;
  };
  let steps = 1;
  while (steps < 50 && count(steps + 1) <= MOST_STARTS) steps += 1;
  const points: PerAgent[] = [];
  const visit = (held: readonly number[], left: number): void => {
    if (held.length === n - 1) points.push([...held, left].map((parts) => (supply * parts) / steps));
    else for (let parts = 0; parts <= left; parts++) visit([...held, parts], left - parts);
  };
  if (count(steps) <= MOST_STARTS) visit([], steps);
  return points;
};

/**
 * The point nearest to the endowments with sum of t^_j (r_j - point_j) >= 0 over the agents below their maximum demand, nobody
 * crossing its own: r_j = e_j - nu + lambda t^_j within bounds. Null where there is none but the point itself.
 */
const beyondTangent = (theory: Theory, endowments: PerAgent, point: PerAgent): PerAgent | null => {
  const { maxDemands, supply, lo, hi, classOf } = theory;
  const over = point.map((held, i) => held > (maxDemands[i] as number));
  const slopes = point.map((held, i) => (over[i] ? 0 : tabulatedWorstOffType(theory, classOf[i] as number, held)));
  const cut = (value: number, i: number): number => {
    const k = maxDemands[i] as number;
    return over[i] ? Math.max(k, value) : Math.min(k, Math.max(0, value));
  };
  const at = (lambda: number): number[] => {
    const held = (nu: number): number[] => endowments.map((e, i) => cut(e - nu + lambda * (slopes[i] as number), i));
    const missing = (nu: number): number => supply - held(nu).reduce((sum, units) => sum + units, 0);
    return held(findRoot(missing, -2 * supply, 2 * supply + lambda * hi));
  };
  const beyond = (lambda: number): number =>
    at(lambda).reduce((sum, held, i) => sum + (slopes[i] as number) * (held - (point[i] as number)), 0);
  const scale = supply / (hi - lo);
  const along = (share: number): number => beyond((scale * share) / (1 - share));
  const most = 1 - 1e-9;
  if (along(0) >= 0) return at(0);
  if (along(most) < 0) return null;
  const share = findRoot(along, 0, most, 1e-16);
  return at((scale * share) / (1 - share));
};
