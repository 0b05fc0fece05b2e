import type { PerAgent } from '../domain/economy.ts';
import { cornerHoldings } from '../theory/cornerHoldings.ts';
import { spotPayoff } from '../theory/spotPayoff.ts';
import { spotProspect } from '../theory/spotProspect.ts';
import type { Theory } from '../theory/theory.ts';

/**
 * Holdings of one agent only (section 5.3). With i holding everything,
 *
 *   Pi = constant - ( lo k_i + integral over the support of (k_i - q_i) )
 *
 * the first term is what the owner must be promised for units of the lowest value. Proposition 10 ranks by the second alone.
 */
export interface Corner {
  readonly agent: number;
  readonly expectedSurplus: number;
  /** lo k_i + integral of (k_i - q_i): what the most profitable corner minimises. Money. */
  readonly cost: number;
  /** Integral of (k_i - q_i), as the paper has it. Money. */
  readonly paperCost: number;
}

export interface Boundary {
  /** One an agent, in their order. */
  readonly corners: readonly Corner[];
  /** By the corrected rule. */
  readonly best: Corner;
  /** By the paper's rule; of agents that tie under it, the most profitable. */
  readonly paper: Corner;
  /**
   * The best corner when the others keep what the paper allows them, max(0, S - sum of k_l over l != j) each, which is q_j(lo). It earns
   * as much where lo = 0; else each of those units costs lo.
   */
  readonly others: { readonly holdings: PerAgent; readonly expectedSurplus: number };
  /** Pi of r*. */
  readonly interior: number;
  /** The most profitable holdings of all: no others can do better than r* and the best corner. */
  readonly revenueMaximizing: {
    readonly kind: 'corner' | 'interior';
    readonly holdings: PerAgent;
    readonly expectedSurplus: number;
  };
}

/** Corners against the interior. Cost O(n C) for C classes of agents. */
export const boundary = (theory: Theory): Boundary => {
  const { lo, hi, supply, maxDemands, classOf, table, interiorHoldings, accuracy } = theory;
  const nothing = theory.firstOf.map((agent) => spotPayoff(theory, agent, 0));
  const withNothing = classOf.reduce((sum, c) => sum + (nothing[c] as number), 0);
  const corners = maxDemands.map((k, agent): Corner => {
    const c = classOf[agent] as number;
    const paperCost = (hi - lo) * k - (table.wholeQ[c] as number);
    const others = withNothing - (nothing[c] as number);
    const expectedSurplus = theory.firstBestWelfare - others - spotPayoff(theory, agent, supply);
    return { agent, expectedSurplus, cost: lo * k + paperCost, paperCost };
  });
  const best = corners[cornerHoldings(theory).agent] as Corner;
  const least = corners.reduce((min, { paperCost }) => Math.min(min, paperCost), Number.POSITIVE_INFINITY);
  const paper = corners
    .filter(({ paperCost }) => paperCost <= least + accuracy.errorBound)
    .reduce((most, one) => (one.expectedSurplus > most.expectedSurplus ? one : most));
  const allowed = classOf.map((c, i) => (i === best.agent ? 0 : (table.lowest[c] as number)));
  const kept = allowed.reduce((sum, units) => sum + units, 0);
  const others = spotProspect(
    theory,
    allowed.map((units, i) => (i === best.agent ? supply - kept : units)),
  );
  const interior = spotProspect(theory, interiorHoldings).expectedSurplus;
  const cornered = best.expectedSurplus > interior;
  return {
    corners,
    best,
    paper,
    others: { holdings: others.holdings, expectedSurplus: others.expectedSurplus },
    interior,
    revenueMaximizing: {
      kind: cornered ? 'corner' : 'interior',
      holdings: cornered ? corners.map(({ agent }) => (agent === best.agent ? supply : 0)) : interiorHoldings,
      expectedSurplus: Math.max(interior, best.expectedSurplus),
    },
  };
};

/** `applies`: a corner earns more than r*, which the proposition presupposes. `margin`: surplus of the chosen corner less that of the best. Money. */
export type CornerVerdict = { readonly applies: boolean; readonly margin: number } & (
  | { readonly holds: true }
  | { readonly holds: false; readonly witness: { readonly chosen: Corner; readonly best: Corner } }
);

/**
 * Proposition 10, by the paper's rule or the corrected one: where a boundary solution is optimal, the agent that the rule names
 * is the one whose corner earns most, found by looking at all of them. Cost O(n C).
 */
export const proposition10 = (theory: Theory, rule: 'paper' | 'corrected' = 'paper'): CornerVerdict => {
  const { corners, best, paper, interior } = boundary(theory);
  const chosen = rule === 'paper' ? paper : best;
  const most = corners.reduce((max, one) => (one.expectedSurplus > max.expectedSurplus ? one : max));
  const margin = chosen.expectedSurplus - most.expectedSurplus;
  const applies = most.expectedSurplus > interior;
  return !applies || margin >= -4 * theory.accuracy.errorBound
    ? { holds: true, applies, margin }
    : { holds: false, applies, margin, witness: { chosen, best: most } };
};

/**
 * The rest of Proposition 10: in a best corner the others may hold anything up to q_j(lo). The margin is what the spot market
 * earns when they all hold that much less what it earns when they hold nothing: - lo times those units.
 */
export const proposition10Others = (theory: Theory) => {
  const { best, others, interior } = boundary(theory);
  const applies = best.expectedSurplus > interior;
  const margin = others.expectedSurplus - best.expectedSurplus;
  return { applies, margin, holds: !applies || margin >= -4 * theory.accuracy.errorBound };
};
