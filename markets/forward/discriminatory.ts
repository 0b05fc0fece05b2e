import type { PerAgent } from '../../src/domain/economy.ts';
import type { ForwardMarket } from '../../src/domain/markets.ts';
import type { Charges, HullDomain } from '../../src/domain/scenario.ts';
import type { ForwardTheory } from '../../src/theory/forwardTheory.ts';
import { idleAtInterior } from '../../src/theory/idleAtInterior.ts';
import { type PricingFunction, pricingFunction } from '../../src/theory/pricingFunction.ts';
import { pricedMarket } from './priced.ts';

export interface ScheduleChoice {
  readonly margin: number;
  readonly domain: HullDomain;
  readonly charges: Charges;
  readonly surplusShares: PerAgent;
}

/** The paper's rule: agent i pays the integral of P(z - e_i + X_-i) from its endowment to what it gets (section 4.2, Propositions 3 and 4). */
export const discriminatory = (theory: ForwardTheory, choice: ScheduleChoice): ForwardMarket =>
  pricedMarket({
    theory,
    profile: { pricing: 'discriminatory', equilibrium: supportsInterior(theory, choice) ? 'nash' : 'none' },
    charges: choice.charges,
    surplusShares: choice.surplusShares,
    pricingFor: scheduleFor(theory, choice),
    start: (_agent, _endowment, netDemandOfOthers) => netDemandOfOthers,
  });

/**
 * Hulls over the paper's interval promise nothing about deviations that reach beyond it, nor do prices about units that are idle
 * in a state of demand.
 */
export const supportsInterior = (theory: ForwardTheory, { domain }: ScheduleChoice): boolean =>
  domain === 'full' && idleAtInterior(theory) === null;

/** The price schedule for given endowments; under `domain: full` it is the same for all of them and is made once. */
export const scheduleFor = (
  theory: ForwardTheory,
  { margin, domain }: ScheduleChoice,
): ((endowments: PerAgent) => PricingFunction) => {
  if (domain === 'paper') return (endowments) => pricingFunction(theory, { margin, domain, endowments });
  let schedule: PricingFunction | undefined;
  return (endowments) => {
    schedule ??= pricingFunction(theory, { margin, domain, endowments });
    return schedule;
  };
};
