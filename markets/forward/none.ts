import type { ForwardMarket } from '../../src/domain/markets.ts';
import type { ForwardTheory } from '../../src/theory/forwardTheory.ts';

/** No forward market: nobody is asked, everybody keeps the endowment. */
export const none = (theory: ForwardTheory): ForwardMarket => ({
  profile: { pricing: 'none', equilibrium: 'none', budget: 'balanced', participation: 'ex ante' },
  open: (endowments) => ({
    priceAtZero: theory.commonWorstOffType,
    interiorHoldings: theory.interiorHoldings,
    charges: endowments.map(() => 0),
    asksForDemands: false,
    clear: () => ({ holdings: endowments, payments: endowments.map(() => 0), budget: 0 }),
    payment: () => 0,
    marginalPrice: () => 0,
  }),
});
