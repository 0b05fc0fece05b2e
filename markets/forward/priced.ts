import type { PerAgent } from '../../src/domain/economy.ts';
import type { ForwardMarket, ForwardProfile, ForwardRound } from '../../src/domain/markets.ts';
import type { Charges } from '../../src/domain/scenario.ts';
import type { ForwardTheory } from '../../src/theory/forwardTheory.ts';
import type { PricingFunction } from '../../src/theory/pricingFunction.ts';
import { chargesOf } from './chargesOf.ts';
import { clearDemands } from './clearing.ts';

interface Priced {
  readonly theory: ForwardTheory;
  readonly profile: Omit<ForwardProfile, 'budget' | 'participation'>;
  readonly charges: Charges;
  readonly surplusShares: PerAgent;
  /** The prices for given endowments. */
  readonly pricingFor: (endowments: PerAgent) => PricingFunction;
  /** Where on the price schedule an agent's purchase starts when it holds its endowment: P is integrated from there. */
  readonly start: (agent: number, endowment: number, netDemandOfOthers: number) => number;
}

/** A forward market that charges the integral of a pricing function over what is bought; the rules differ in where the integral starts. */
export const pricedMarket = ({
  theory,
  profile,
  charges,
  surplusShares,
  pricingFor,
  start,
}: Priced): ForwardMarket => ({
  profile: {
    ...profile,
    budget: charges === 'none' ? 'deficit' : 'balanced',
    participation: charges === 'linear' ? 'no' : 'ex ante',
  },
  open: (endowments) => {
    const pricing = pricingFor(endowments);
    const charged = chargesOf({ theory, charges, pricing, endowments, surplusShares });
    if ('refused' in charged) return charged;
    const from = (i: number, others: number): number => start(i, endowments[i] as number, others);
    const payment: ForwardRound['payment'] = (i, holding, others) => {
      const first = from(i, others);
      return pricing.potential(first + (holding - (endowments[i] as number))) - pricing.potential(first);
    };
    return {
      priceAtZero: pricing.price(0),
      interiorHoldings: theory.interiorHoldings,
      charges: charged,
      asksForDemands: true,
      clear: (demands) => clearDemands(demands, endowments, payment),
      payment,
      marginalPrice: (i, holding, others) => pricing.price(from(i, others) + (holding - (endowments[i] as number))),
    };
  },
});
