import type { PerAgent } from '../../domain/economy.ts';
import { findRoot } from '../../numerics/findRoot.ts';
import { spotPayoff } from '../../theory/spotPayoff.ts';
import type { Theory } from '../../theory/theory.ts';

/**
 * The holdings nearest to the endowments e from which the spot market just operates, where it does not from e:
 *
 *   min |r - e|^2 / 2  subject to  Pi_r >= 0,  sum r_i = S,  r >= 0.
 *
 * pi_i is convex up to k_i and constant above, so the set is not convex, but its part in which given agents P hold k_i or more
 * and the others k_j or less is. There the conditions of Karush, Kuhn and Tucker decide, with multipliers nu and lambda >= 0:
 *
 *   r_j + lambda t^_j(r_j) = e_j - nu, cut to [0, k_j]   for j not in P (both terms rise in r_j; solved over types, r_j = q_j(t))
 *   r_i = max(k_i, e_i - nu)                              for i in P
 *
 * nu is the root of sum r = S and lambda that of Pi_r = 0: three nested searches. Sets P grow one agent at a time and are given
 * up when even the least of spot payoffs is too much (Pi falls as P grows) or P alone is farther away than the best so far.
 */
export interface NearestHoldings {
  readonly holdings: PerAgent;
  /** False where more than 20,000 sets P would have had to be looked at; the answer is then the best of those. */
  readonly proved: boolean;
}

const MOST_SETS = 20_000;

/** Cost: a few thousand evaluations of q for each agent and set P; mostly one or two sets. Expects Pi_e < 0. */
export const nearestHoldings = (theory: Theory, endowments: PerAgent): NearestHoldings => {
  const { maxDemands, supply, firstBestWelfare } = theory;
  const atMost = maxDemands.map((k, i) => spotPayoff(theory, i, k));
  const atLeast = maxDemands.map((_, i) => spotPayoff(theory, i, 0));
  const outside = endowments.map((e, i) => Math.max(0, (maxDemands[i] as number) - e) ** 2);
  // Agents that own their maximum demand come first: their sets are the likeliest.
  const order = maxDemands.map((_, i) => i).sort((a, b) => (outside[a] as number) - (outside[b] as number));

  let best: { readonly holdings: PerAgent; readonly distance: number } | null = null;
  let sets = 0;
  const visit = (members: readonly number[], from: number): void => {
    if (sets >= MOST_SETS) return;
    sets += 1;
    const found = project(theory, endowments, new Set(members));
    if (found !== null) {
      const distance = squaredDistance(found, endowments);
      if (best === null || distance < best.distance) best = { holdings: found, distance };
    }
    for (let place = from; place < order.length; place++) {
      const next = [...members, order[place] as number];
      const units = next.reduce((sum, i) => sum + (maxDemands[i] as number), 0);
      const away = next.reduce((sum, i) => sum + (outside[i] as number), 0);
      const payoffs = maxDemands.reduce((sum, _, i) => sum + ((next.includes(i) ? atMost : atLeast)[i] as number), 0);
      if (units <= supply && payoffs <= firstBestWelfare && (best === null || away < best.distance))
        visit(next, place + 1);
    }
  };
  visit([], 0);
  const { holdings } = best as unknown as { readonly holdings: PerAgent };
  return { holdings, proved: sets < MOST_SETS };
};

export const squaredDistance = (a: PerAgent, b: PerAgent): number =>
  a.reduce((sum, x, i) => sum + (x - (b[i] as number)) ** 2, 0);

/** The projection within the part where the agents of P hold their maximum demands or more; null where Pi < 0 in all of it. */
const project = (theory: Theory, endowments: PerAgent, members: ReadonlySet<number>): PerAgent | null => {
  const { maxDemands, supply, hi, lo, firstBestWelfare } = theory;
  const surplus = (holdings: PerAgent): number =>
    holdings.reduce((left, held, i) => left - spotPayoff(theory, i, held), firstBestWelfare);
  const heldAt = (lambda: number, nu: number): number[] =>
    maxDemands.map((k, i) => {
      const target = (endowments[i] as number) - nu;
      return members.has(i) ? Math.max(k, target) : balanced(theory, i, target, lambda);
    });
  const at = (lambda: number): number[] => {
    const missing = (nu: number): number => supply - heldAt(lambda, nu).reduce((sum, held) => sum + held, 0);
    return heldAt(lambda, findRoot(missing, -supply - lambda * hi, supply));
  };
  // lambda = scale share / (1 - share), so that one bracket holds all of them.
  const scale = supply / (hi - lo);
  const holdings = (share: number): number[] => at((scale * share) / (1 - share));
  const gap = (share: number): number => surplus(holdings(share));
  const largest = 1 - 1e-6;
  const nearest = gap(0) >= 0 ? 0 : gap(largest) < 0 ? null : findRoot(gap, 0, largest, 1e-16);
  return nearest === null ? null : holdings(nearest);
};

/** The r in [0, k] at which r + lambda t^(r) reaches `target`. */
const balanced = (theory: Theory, agent: number, target: number, lambda: number): number => {
  const { table, lo, hi } = theory;
  const c = theory.classOf[agent] as number;
  const k = theory.maxDemands[agent] as number;
  const lowest = table.lowest[c] as number;
  if (target - lambda * lo <= lowest) return Math.max(0, target - lambda * lo);
  if (target - lambda * hi >= k) return k;
  if (lambda === 0) return target;
  // At the ends q is known without the table's rounding.
  const q = (t: number): number => (t <= lo ? lowest : t >= hi ? k : table.q(c, t));
  return Math.min(k, Math.max(lowest, target - lambda * findRoot((t) => q(t) + lambda * t - target, lo, hi)));
};
