import type { PerAgent } from '../../src/domain/economy.ts';
import type { ForwardMarket } from '../../src/domain/markets.ts';
import type { Charges } from '../../src/domain/scenario.ts';
import type { ForwardTheory } from '../../src/theory/forwardTheory.ts';
import { pricedMarket } from './priced.ts';

export interface UniformChoice {
  /** Money per unit; null for the common worst-off type. */
  readonly price: number | null;
  readonly charges: Charges;
  readonly surplusShares: PerAgent;
}

/** One price for every unit. The spot payoff is convex in the holding, so the best reply is a corner: r* is no equilibrium (section 4.2). */
export const uniform = (theory: ForwardTheory, choice: UniformChoice): ForwardMarket => {
  const price = choice.price ?? theory.commonWorstOffType;
  const market = pricedMarket({
    theory,
    profile: { pricing: 'uniform', equilibrium: 'none' },
    charges: choice.charges,
    surplusShares: choice.surplusShares,
    pricingFor: () => ({
      price: () => price,
      slope: () => 0,
      potential: (y) => price * y,
      from: Number.NEGATIVE_INFINITY,
      to: Number.POSITIVE_INFINITY,
    }),
    start: (_agent, _endowment, netDemandOfOthers) => netDemandOfOthers,
  });
  // Net trades add up to zero, and so do payments at one price.
  return { ...market, profile: { ...market.profile, budget: 'balanced', participation: 'no' } };
};
