import type { PerAgent } from '../../src/domain/economy.ts';
import type { ForwardMarket } from '../../src/domain/markets.ts';
import type { Charges, HullDomain } from '../../src/domain/scenario.ts';
import { type PricingFunction, pricingFunction } from '../../src/theory/pricingFunction.ts';
import type { Theory } from '../../src/theory/theory.ts';
import { pricedMarket } from './priced.ts';

export interface ScheduleChoice {
  readonly margin: number;
  readonly domain: HullDomain;
  readonly charges: Charges;
  readonly surplusShares: PerAgent;
}

/** The paper's rule: agent i pays the integral of P(z - e_i + X_-i) from its endowment to what it gets (section 4.2, Propositions 3 and 4). */
export const discriminatory = (theory: Theory, choice: ScheduleChoice): ForwardMarket =>
  pricedMarket({
    theory,
    // Hulls over the paper's interval promise nothing about deviations that reach beyond it.
    profile: { pricing: 'discriminatory', equilibrium: choice.domain === 'full' ? 'nash' : 'none' },
    charges: choice.charges,
    surplusShares: choice.surplusShares,
    pricingFor: scheduleFor(theory, choice),
    start: (_agent, _endowment, netDemandOfOthers) => netDemandOfOthers,
  });

/** The price schedule for given endowments; under `domain: full` it is the same for all of them and is made once. */
export const scheduleFor = (
  theory: Theory,
  { margin, domain }: ScheduleChoice,
): ((endowments: PerAgent) => PricingFunction) => {
  if (domain === 'paper') return (endowments) => pricingFunction(theory, { margin, domain, endowments });
  let schedule: PricingFunction | undefined;
  return (endowments) => {
    schedule ??= pricingFunction(theory, { margin, domain, endowments });
    return schedule;
  };
};
