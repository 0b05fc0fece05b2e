import type { PerAgent } from '../domain/economy.ts';
import type { Refusal } from '../domain/markets.ts';
import type { ForwardProspect } from './forwardProspect.ts';
import type { ForwardTheory } from './forwardTheory.ts';
import type { PricingFunction } from './pricingFunction.ts';
import { autarkyPayoff } from './spotPayoff.ts';

/**
 * Charges that do not depend on an agent's demand and so leave its incentives alone. The forward market of Proposition 4
 * runs a deficit on the equilibrium path; these pay for it.
 */

/**
 * `linear`: the integral of t^ - P(z - r*_i) from e_i to r*_i, so that on the path every unit is traded at t^ and the budget is
 * zero. An agent may then expect less than from never trading. Money, one an agent.
 */
export const linearCharges = (theory: ForwardTheory, pricing: PricingFunction, endowments: PerAgent): number[] =>
  endowments.map((endowment, i) => {
    const toSell = endowment - (theory.interiorHoldings[i] as number);
    return pricing.potential(toSell) - theory.commonWorstOffType * toSell;
  });

interface ParticipationQuestion {
  readonly theory: ForwardTheory;
  readonly endowments: PerAgent;
  /** Of the equilibrium path. */
  readonly payments: PerAgent;
  readonly prospect: Pick<ForwardProspect, 'spotPayoffs' | 'expectedSurplus'>;
  /** Share of the spot surplus that each agent receives: none under VCG, the claimants' under AGV. */
  readonly surplusShares: PerAgent;
}

/** What each agent gains on the equilibrium path over never trading, before charges: pi_i(r*_i) (+ its share of Pi_r*) - payment - autarky. */
export const gainsOverAutarky = ({
  theory,
  endowments,
  payments,
  prospect,
  surplusShares,
}: ParticipationQuestion): number[] =>
  endowments.map(
    (endowment, i) =>
      (prospect.spotPayoffs[i] as number) +
      (surplusShares[i] as number) * prospect.expectedSurplus -
      (payments[i] as number) -
      autarkyPayoff(theory, i, endowment),
  );

/**
 * `participation`: the deficit D shared in proportion to the gains, D gain_i / sum of gains; nobody then expects less than from
 * never trading. Refused where the gains together are smaller than the deficit, or where some agent has none to give.
 */
export const participationCharges = (question: ParticipationQuestion): number[] | Refusal => {
  const deficit = -question.payments.reduce((sum, payment) => sum + payment, 0);
  const gains = gainsOverAutarky(question);
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  const { errorBound } = question.theory.accuracy;
  const loser = gains.findIndex((gain) => gain < -errorBound);
  if (loser >= 0) {
    const id = question.theory.economy.agents[loser]?.id;
    return {
      refused: `participation charges do not exist: even without charges agent ${id} would expect ${-(gains[loser] as number)} less than from keeping its endowment`,
    };
  }
  if (total < deficit) {
    return {
      refused: `participation charges do not exist: the forward deficit of ${deficit} is larger than what all agents gain together, ${total}; use linear charges, or an agv spot market, which leaves its surplus with the agents`,
    };
  }
  return total === 0 ? gains : gains.map((gain) => (deficit * gain) / total);
};
