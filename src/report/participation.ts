import { surplusShares } from '../../markets/spot/shares.ts';
import type { PerAgent } from '../domain/economy.ts';
import { interimReportRegret } from '../studies/measures/reportRegret.ts';
import type { Theory } from '../theory/theory.ts';
import type { Round } from './round.ts';

/** Who is worse off than with keeping its endowment, money; null where a redacted log hides types or payoffs. */
export interface Participation {
  /** Agents and cycles in which the payoff is below what the cycle's endowment was worth. */
  readonly exPost: Shortfall;
  /** The same when the own type is known and the others' are not, what the forward market did being known. */
  readonly interim: Shortfall;
  /** By agent: all payoffs of the run less what the first endowment would have been worth in every cycle. */
  readonly gains: PerAgent;
  /** By agent: cycles in which it was worse off ex post. */
  readonly worseOff: PerAgent;
}

export interface Shortfall {
  readonly count: number;
  /** Agents times cycles. */
  readonly of: number;
  /** Of one agent in one cycle; 0 if there is none. */
  readonly largest: number;
  readonly agent: number;
  readonly cycle: number;
}

interface Question {
  readonly tolerance: number;
  readonly theoryIn: (state: string | null) => Theory;
}

/**
 * Compares with the outside option of never trading, min(e_i, k_i) theta_i in a cycle. Differences within `tolerance` are none.
 *
 *   ex post   payoff - min(e_i, k_i) theta_i
 *   interim   u_i - forward payment - charge - min(e_i, k_i) theta_i, where the spot market operates with
 *             u_i = min(r_i, k_i) t^_i + integral of q_i over [t^_i, theta_i] - interim regret of the report + share of Pi_r
 *             (the share is the residual claimant's under agv), and else u_i = min(r_i, k_i) theta_i
 *
 * O(n) a cycle and a few tabulated integrals an agent.
 */
export const createParticipation = ({ tolerance, theoryIn }: Question) => {
  let exPost: Shortfall = NONE;
  let interim: Shortfall = NONE;
  let hidden = false;
  let first: PerAgent = [];
  let gains: number[] = [];
  let worseOff: number[] = [];

  return {
    take: (round: Round): void => {
      const { types, payoffs, endowments, cycle, state, scenario } = round;
      if (types === null || payoffs === null) {
        hidden = true;
        return;
      }
      if (first.length === 0) {
        first = endowments;
        gains = endowments.map(() => 0);
        worseOff = endowments.map(() => 0);
      }
      const theory = theoryIn(state);
      const { maxDemands } = theory;
      const shares = surplusShares(
        scenario.spot,
        scenario.agents.map(({ id }) => id),
      );
      for (let i = 0; i < types.length; i++) {
        const [type, most] = [types[i] as number, maxDemands[i] as number];
        const kept = type * Math.min(endowments[i] as number, most);
        const after = (payoffs[i] as number) - kept;
        const before = interimPayoff(round, theory, i, shares[i] as number) - kept;
        exPost = counted(exPost, -after, { agent: i, cycle, tolerance });
        interim = counted(interim, -before, { agent: i, cycle, tolerance });
        gains[i] = (gains[i] as number) + (payoffs[i] as number) - type * Math.min(first[i] as number, most);
        if (after < -tolerance) worseOff[i] = (worseOff[i] as number) + 1;
      }
    },
    found: (): Participation | null => (hidden || first.length === 0 ? null : { exPost, interim, gains, worseOff }),
  };
};

const NONE: Shortfall = { count: 0, of: 0, largest: 0, agent: 0, cycle: 0 };

const interimPayoff = (round: Round, theory: Theory, agent: number, share: number): number => {
  const { forward, endowments, types, reports, operates, worstOffTypes, expectedSurplus } = round;
  const paid = forward === null ? 0 : (forward.payments[agent] as number) + (forward.charges[agent] as number);
  const held = Math.min((forward?.holdings ?? endowments)[agent] as number, theory.maxDemands[agent] as number);
  const type = types?.[agent] as number;
  if (!operates) return held * type - paid;
  const c = theory.classOf[agent] as number;
  const worst = worstOffTypes[agent] as number;
  const beyond = theory.table.integralQ(c, type) - theory.table.integralQ(c, worst);
  const regret = interimReportRegret({ theory, agent, type, report: reports?.[agent] ?? type });
  return held * worst + beyond - regret + share * expectedSurplus - paid;
};

interface Where {
  readonly agent: number;
  readonly cycle: number;
  readonly tolerance: number;
}

const counted = (so: Shortfall, loss: number, { agent, cycle, tolerance }: Where): Shortfall => {
  const of = so.of + 1;
  if (!(loss > tolerance)) return { ...so, of };
  const count = so.count + 1;
  return loss > so.largest ? { count, of, largest: loss, agent, cycle } : { ...so, count, of };
};
