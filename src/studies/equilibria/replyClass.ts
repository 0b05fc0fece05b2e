import { findRoot } from '../../numerics/findRoot.ts';
import { type ForwardTheory, statesOf } from '../../theory/forwardTheory.ts';
import { spotPayoff } from '../../theory/spotPayoff.ts';
import { ridgesOf, spotSlopes } from '../../theory/spotSlopes.ts';

/** A stretch of demands on which pi' rises from `low` to `high`. */
export interface RisingStretch {
  readonly low: number;
  readonly high: number;
  /** The demand with pi' equal to a price in [low, high]. */
  readonly at: (price: number) => number;
}

/** A stretch of demands on which pi is straight: a unit more is worth `level`. */
export interface StraightStretch {
  readonly from: number;
  readonly to: number;
  readonly level: number;
}

/**
 * What demands are worth to the agents of a class, who share maximum demand and distribution: pi is straight, with slope lo, up to
 * q(lo), convex from there to k, and constant above. With anticipated states (section 5.1) it is so in every state, and bends down
 * at the maximum demand of each.
 */
export interface ReplyClass {
  readonly members: readonly number[];
  /** 0, every maximum demand, S. */
  readonly corners: readonly number[];
  readonly rising: readonly RisingStretch[];
  readonly straight: readonly StraightStretch[];
  /** pi. Money. */
  readonly worth: (demand: number) => number;
}

/** Cost: a few evaluations. */
export const replyClass = (theory: ForwardTheory, c: number): ReplyClass => {
  const { supply, lo, hi, table } = theory;
  const members = theory.classOf.flatMap((own, agent) => (own === c ? [agent] : []));
  const agent = members[0] as number;
  const states = statesOf(theory);
  const ridges = ridgesOf(theory, agent);
  const rising: RisingStretch[] = [];
  const straight: StraightStretch[] = [];
  ridges.forEach((to, j) => {
    const start = ridges[j - 1] ?? 0;
    const open = states.filter((state) => (state.theory.maxDemands[agent] as number) > start);
    const mass = ridges.length === 1 ? 1 : open.reduce((sum, { probability }) => sum + probability, 0);
    const assured = Math.min(
      ...open.map((state) => state.theory.table.lowest[state.theory.classOf[agent] as number] as number),
    );
    const from = Math.min(to, Math.max(start, assured));
    if (from > start) straight.push({ from: start, to: from, level: lo * mass });
    if (from === to) return;
    if (ridges.length === 1) {
      rising.push({ low: lo, high: hi, at: (price) => Math.min(to, Math.max(from, table.q(c, price))) });
      return;
    }
    const slope = (demand: number): number => {
      const { left, right } = spotSlopes(theory, agent, demand);
      return demand <= from ? right : left;
    };
    const [low, high] = [slope(from), slope(to)];
    rising.push({
      low,
      high,
      at: (price) => {
        if (price <= low) return from;
        return price >= high ? to : findRoot((demand) => slope(demand) - price, from, to, 1e-13 * supply);
      },
    });
  });
  const last = ridges[ridges.length - 1] as number;
  if (last < supply) straight.push({ from: last, to: supply, level: 0 });
  const worth = (demand: number): number => spotPayoff(theory, agent, demand);
  return { members, corners: [...new Set([0, ...ridges, supply])], rising, straight, worth };
};
