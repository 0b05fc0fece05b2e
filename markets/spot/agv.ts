import type { PerAgent } from '../../src/domain/economy.ts';
import type { SpotMarket } from '../../src/domain/markets.ts';
import { agv as agvTerms } from '../../src/theory/agv.ts';
import { efficientAllocation, welfareOf } from '../../src/theory/allocation.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import type { Theory } from '../../src/theory/theory.ts';

/** The efficient Bayesian mechanism whose payments add up to zero for every profile (Appendix B); `shares` says who receives the surplus. */
export const agv = (theory: Theory, shares: PerAgent): SpotMarket => ({
  profile: { mechanism: 'agv', truthful: 'bayesian', budget: 'ex post balanced', participation: 'interim' },
  open: (holdings) => {
    const prospect = spotProspect(theory, holdings);
    const terms = agvTerms(theory, prospect);
    const { worstOffTypes, expectedSurplus, operates } = prospect;
    return {
      worstOffTypes,
      expectedSurplus,
      operates,
      clear: (reports) => {
        const allocation = efficientAllocation(reports, theory.maxDemands, theory.supply);
        const payments = terms.payments(reports, shares);
        return {
          allocation,
          payments,
          surplus: payments.reduce((sum, payment) => sum + payment, 0),
          welfare: welfareOf(reports, allocation, theory.maxDemands),
        };
      },
    };
  },
});
