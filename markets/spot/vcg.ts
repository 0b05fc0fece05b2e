import type { SpotMarket } from '../../src/domain/markets.ts';
import { welfareOf } from '../../src/theory/allocation.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import type { Theory } from '../../src/theory/theory.ts';
import { vcgPayments } from '../../src/theory/vcgPayments.ts';

/** The efficient dominant-strategy mechanism; its expected surplus Pi_r goes to, or is paid by, the operator. */
export const vcg = (theory: Theory): SpotMarket => ({
  profile: { mechanism: 'vcg', truthful: 'dominant', budget: 'ex ante no deficit', participation: 'interim' },
  open: (holdings) => {
    const prospect = spotProspect(theory, holdings);
    const { worstOffTypes, expectedSurplus, operates } = prospect;
    return {
      worstOffTypes,
      expectedSurplus,
      operates,
      clear: (reports) => {
        const { maxDemands, supply } = theory;
        const { allocation, payments } = vcgPayments({ types: reports, maxDemands, supply, holdings, worstOffTypes });
        return {
          allocation,
          payments,
          surplus: payments.reduce((sum, payment) => sum + payment, 0),
          welfare: welfareOf(reports, allocation, maxDemands),
        };
      },
    };
  },
});
