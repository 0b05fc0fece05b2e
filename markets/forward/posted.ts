import type { ForwardMarket } from '../../src/domain/markets.ts';
import type { ForwardTheory } from '../../src/theory/forwardTheory.ts';
import { type ScheduleChoice, scheduleFor, supportsInterior } from './discriminatory.ts';
import { pricedMarket } from './priced.ts';

/** The same prices as a schedule that others' demands do not move: agent i pays the integral of P(z - r*_i), so r*_i is strictly dominant and stable. */
export const posted = (theory: ForwardTheory, choice: ScheduleChoice): ForwardMarket =>
  pricedMarket({
    theory,
    profile: { pricing: 'posted', equilibrium: supportsInterior(theory, choice) ? 'dominant' : 'none' },
    charges: choice.charges,
    surplusShares: choice.surplusShares,
    pricingFor: scheduleFor(theory, choice),
    start: (agent, endowment) => endowment - (theory.interiorHoldings[agent] as number),
  });
