import type { PerAgent } from '../domain/economy.ts';
import type { Charges } from '../domain/scenario.ts';
import { gainsOverAutarky, participationCharges } from '../theory/charges.ts';
import type { SpotProspect } from '../theory/spotProspect.ts';
import type { Theory } from '../theory/theory.ts';

/**
 * What the two markets take in on the equilibrium path, and the bound that holds for every price under which the path is an
 * equilibrium: staying at e costs nothing, so pi_i(r_i) - payment_i >= pi_i(e_i) for every agent, and summed
 *
 *   sum of payments <= sum of pi_i(r_i) - sum of pi_i(e_i) = Pi_e - Pi_r.
 *
 * Forward and spot market together therefore take in at most Pi_e. Money; a deficit is negative.
 */
export interface Budget {
  /** Sum of the forward payments, before charges. */
  readonly forward: number;
  /** Pi of the holdings that the forward market leaves: r*, or the endowments where there is no forward market. */
  readonly spot: number;
  readonly together: number;
  /** Pi_e - Pi_r: the most that `forward` can be. */
  readonly bound: number;
  /** Pi_e: the most that `together` can be. */
  readonly togetherBound: number;
  /** False only where the path is no equilibrium, as under a uniform price. */
  readonly withinBound: boolean;
}

/** What each agent gains on the path over keeping its endowment, before types are known, after a kind of charges. */
export interface Participation {
  /** Null where charges of the kind do not exist; `refusal` then says why. Money, one an agent. */
  readonly charges: PerAgent | null;
  /** pi_i(r_i) + share of Pi_r - payment - charge - autarky. Money, one an agent. */
  readonly gains: PerAgent | null;
  /** Ids of the agents that would rather not take part. */
  readonly fails: readonly string[];
  readonly refusal: string | null;
}

export type BudgetReport = Budget & { readonly participation: Readonly<Record<Charges, Participation>> };

interface Path {
  readonly theory: Theory;
  readonly endowments: PerAgent;
  /** Pi_e. */
  readonly surplusAtEndowments: number;
  /** Of the holdings on the path. */
  readonly prospect: SpotProspect;
  /** Forward payments on the path, before charges. */
  readonly payments: PerAgent;
  /** Share of the spot surplus that each agent receives. */
  readonly surplusShares: PerAgent;
}

/** Section 4.2 and the repairs of Proposition 4. Cost O(n). */
export const budgetReport = (path: Path): BudgetReport => {
  const { theory, endowments, surplusAtEndowments, prospect, payments } = path;
  const { errorBound } = theory.accuracy;
  const forward = payments.reduce((sum, payment) => sum + payment, 0);
  const bound = surplusAtEndowments - prospect.expectedSurplus;
  // A spot market that does not operate leaves everybody where it was.
  const gains = prospect.operates ? gainsOverAutarky(path) : payments.map((payment) => 0 - payment);
  const after = (charges: PerAgent): Participation => {
    const left = gains.map((gain, i) => gain - (charges[i] as number));
    const fails = theory.economy.agents.filter((_, i) => (left[i] as number) < -errorBound).map(({ id }) => id);
    return { charges, gains: left, fails, refusal: null };
  };
  const shared = prospect.operates ? participationCharges(path) : payments.map(() => 0);
  return {
    forward,
    spot: prospect.expectedSurplus,
    together: forward + prospect.expectedSurplus,
    bound,
    togetherBound: surplusAtEndowments,
    // Payments integrate a price to about the error of the figures, each.
    withinBound: forward <= bound + (2 + payments.length) * errorBound,
    participation: {
      none: after(payments.map(() => 0)),
      // What is missing from trading every unit at the common worst-off type.
      linear: after(
        payments.map(
          (payment, i) =>
            0 + theory.commonWorstOffType * ((prospect.holdings[i] as number) - (endowments[i] as number)) - payment,
        ),
      ),
      participation:
        'refused' in shared
          ? { charges: null, gains: null, fails: [], refusal: shared.refused }
          : after(shared.map((charge) => 0 + charge)),
    },
  };
};
