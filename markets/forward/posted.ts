import type { ForwardMarket } from '../../src/domain/markets.ts';
import type { Theory } from '../../src/theory/theory.ts';
import { type ScheduleChoice, scheduleFor } from './discriminatory.ts';
import { pricedMarket } from './priced.ts';

/** The same prices as a schedule that others' demands do not move: agent i pays the integral of P(z - r*_i), so r*_i is strictly dominant and stable. */
export const posted = (theory: Theory, choice: ScheduleChoice): ForwardMarket =>
  pricedMarket({
    theory,
    profile: { pricing: 'posted', equilibrium: choice.domain === 'full' ? 'dominant' : 'none' },
    charges: choice.charges,
    surplusShares: choice.surplusShares,
    pricingFor: scheduleFor(theory, choice),
    start: (agent, endowment) => endowment - (theory.interiorHoldings[agent] as number),
  });
