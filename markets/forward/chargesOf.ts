import type { PerAgent } from '../../src/domain/economy.ts';
import type { Refusal } from '../../src/domain/markets.ts';
import type { Charges } from '../../src/domain/scenario.ts';
import { linearCharges, participationCharges } from '../../src/theory/charges.ts';
import { forwardProspect } from '../../src/theory/forwardProspect.ts';
import type { ForwardTheory } from '../../src/theory/forwardTheory.ts';
import type { PricingFunction } from '../../src/theory/pricingFunction.ts';

interface ChargesQuestion {
  readonly theory: ForwardTheory;
  readonly charges: Charges;
  readonly pricing: PricingFunction;
  readonly endowments: PerAgent;
  /** Share of the spot surplus that each agent receives. */
  readonly surplusShares: PerAgent;
}

/** The charges that a rule names, for the payments of the equilibrium path under the given prices. */
export const chargesOf = (question: ChargesQuestion): PerAgent | Refusal => {
  const { theory, charges, pricing, endowments, surplusShares } = question;
  switch (charges) {
    case 'none':
      return new Array<number>(endowments.length).fill(0);
    case 'linear':
      return linearCharges(theory, pricing, endowments);
    case 'participation': {
      const { interiorHoldings } = theory;
      const payments = endowments.map((e, i) => -pricing.potential(e - (interiorHoldings[i] as number)));
      const prospect = forwardProspect(theory, interiorHoldings);
      const charged = participationCharges({ theory, endowments, payments, prospect, surplusShares });
      // 0 + x: a zero without a sign.
      return 'refused' in charged ? charged : charged.map((charge) => 0 + charge);
    }
    default:
      return charges satisfies never;
  }
};
