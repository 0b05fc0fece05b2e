import type { PerAgent } from '../../domain/economy.ts';
import { type SpotProspect, spotProspect } from '../../theory/spotProspect.ts';
import type { Theory } from '../../theory/theory.ts';
import { leastSurplus, type SurplusAt } from './leastSurplus.ts';
import { nearestDeficit } from './nearestDeficit.ts';
import { nearestHoldings, squaredDistance } from './nearestHoldings.ts';

/**
 * Where agents that bargain without frictions would leave their holdings (section 4.2): at holdings with Pi_r = 0, so that the
 * spot market operates and keeps nothing, or, where Pi_r > 0 for all r, at those that leave it least. Of holdings with Pi_r = 0
 * the paper names none; ours are the nearest to the endowments, which trade least.
 */
export interface Bargain {
  /** `endowments`: Pi_e = 0 already. */
  readonly kind: 'endowments' | 'break-even' | 'least surplus';
  /** `search`: the best of a search from many starts; there may be nearer holdings. */
  readonly method: 'exact' | 'search';
  /** Pi of the holdings is zero to the error of the figures, unless `kind` is `least surplus`. */
  readonly prospect: SpotProspect;
  /** Euclidean, from the endowments; units. */
  readonly distance: number;
  /** The least Pi of all holdings; null where it was not asked for, because Pi_e < 0 shows that it is negative. */
  readonly least: SurplusAt | null;
}

/** Cost: milliseconds where Pi_e < 0, else up to a second for a dozen different agents. Throws IntractableEconomy. */
export const bargain = (theory: Theory, endowments: PerAgent): Bargain => {
  const own = spotProspect(theory, endowments);
  const settle = (
    kind: Bargain['kind'],
    method: Bargain['method'],
    found: PerAgent,
    least: SurplusAt | null,
  ): Bargain => {
    // A search ends a few roundings below a maximum demand, where the worst-off type is the top of the support.
    const holdings = found.map((held, i) => {
      const k = theory.maxDemands[i] as number;
      return Math.abs(held - k) < 1e-12 * theory.supply ? k : held;
    });
    const distance = Math.sqrt(squaredDistance(holdings, endowments));
    return { kind, method, prospect: spotProspect(theory, holdings), distance, least };
  };
  const { errorBound } = theory.accuracy;
  if (own.expectedSurplus < -errorBound) {
    const { holdings, proved } = nearestHoldings(theory, endowments);
    return settle('break-even', proved ? 'exact' : 'search', holdings, null);
  }
  const least = leastSurplus(theory);
  if (own.expectedSurplus <= errorBound) return settle('endowments', 'exact', endowments, least);
  if (least.expectedSurplus >= -errorBound) return settle('least surplus', 'exact', least.holdings, least);
  const holdings = nearestDeficit({ theory, endowments, least: least.holdings });
  return settle('break-even', 'search', holdings, least);
};
