import type { PerAgent } from '../../domain/economy.ts';
import { spotPayoff } from '../../theory/spotPayoff.ts';
import type { ForwardGame } from '../forwardGame.ts';

/** Psi: one function of all demands whose change is every agent's own gain. Money. */
export type Potential = (demands: PerAgent) => number;

/**
 * The potential of a forward game with payoffs as in eq. (3), Phi the integral of P from 0 and X = sum of demands less S:
 *
 *   discriminatory   Psi(x) = sum of pi_i(x_i) - Phi(X), because agent i pays Phi(X) - Phi(X_-i)
 *   posted, uniform  Psi(x) = sum of (pi_i(x_i) - what i pays), because others' demands move no payment
 *
 * A potential is defined up to a constant, which is whatever makes buying nothing free. Source: Monderer & Shapley (1996),
 * Potential games; the game's own is our finding (theory.md, 4.3). Cost O(n).
 */
export const forwardPotential = ({ scenario, theory, round, endowments }: ForwardGame): Potential => {
  const shared = scenario.forward.rule === 'discriminatory';
  return (demands) => {
    let [value, net] = [0, 0];
    for (let i = 0; i < demands.length; i++) {
      const demand = demands[i] as number;
      value += spotPayoff(theory, i, demand);
      net += demand - (endowments[i] as number);
      if (!shared) value -= round.payment(i, demand, 0);
    }
    // Phi(X): what the first agent would pay for all of X if nobody else asked for anything.
    return shared ? value - round.payment(0, (endowments[0] as number) + net, 0) : value;
  };
};
