import type { Scenario } from '../../domain/scenario.ts';
import { approximate } from '../../numerics/piecewiseChebyshev.ts';
import { agv } from '../../theory/agv.ts';
import { spotProspect } from '../../theory/spotProspect.ts';
import type { Theory } from '../../theory/theory.ts';
import { vcgPayments } from '../../theory/vcgPayments.ts';
import { tabulatedWorstOffType } from '../../theory/worstOffType.ts';
import { forwardGame } from '../forwardGame.ts';
import { interimSpot } from '../interimSpot.ts';
import type { Statement } from './statement.ts';

/** Lemmas 1 and 2, Propositions 1, 2 and 11: what an efficient spot market needs. */

const moneyScale = ({ supply, lo, hi }: Theory): number => supply * (hi - lo);

const randomHoldings = (theory: Theory, draw: () => number): number[] => {
  const weights = theory.maxDemands.map(() => draw() ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (theory.supply * weight) / total);
};

const randomTypes = ({ economy }: Theory, draw: () => number): number[] =>
  economy.agents.map(({ distribution }) => distribution.quantile(draw()));

const vcgOf = (theory: Theory, holdings: readonly number[]) =>
  interimSpot({ theory, holdings, rule: { mechanism: 'vcg', resale: false }, surplusShares: holdings.map(() => 0) });

const agvOf = (theory: Theory, holdings: readonly number[], surplusShares: readonly number[]) =>
  interimSpot({ theory, holdings, rule: { mechanism: 'agv', claimant: 'a1', resale: false }, surplusShares });

const theoryFor = (scenario: Scenario): Theory => forwardGame(scenario).baseTheory;

export const foundations: readonly Statement[] = [
  {
    name: 'Lemma 1',
    claim:
      'An agent that holds r_i gains least over its outside option at the type t^_i(r_i) at which its interim allocation is r_i.',
    // No type gains less over its outside option than the one that the lemma names.
    margin: (scenario, draw) => {
      const theory = theoryFor(scenario);
      const holdings = randomHoldings(theory, draw);
      const { worstOffTypes } = spotProspect(theory, holdings);
      const { payoff } = vcgOf(theory, holdings);
      const gain = (i: number, t: number): number =>
        payoff(i, t, t) - Math.min(holdings[i] as number, theory.maxDemands[i] as number) * t;
      const margins = holdings.flatMap((_, i) =>
        Array.from({ length: 41 }, (_, j) => theory.lo + ((theory.hi - theory.lo) * j) / 40).map(
          (t) => gain(i, t) - gain(i, worstOffTypes[i] as number),
        ),
      );
      return Math.min(...margins) / moneyScale(theory);
    },
  },
  {
    name: 'Lemma 2',
    claim:
      'An efficient spot market that breaks even in expectation and that every type joins exists exactly where Pi_r >= 0.',
    // Expected VCG transfers, integrated from the transfers themselves, add up to Pi_r; and the residual claimant of a balanced
    // mechanism joins exactly when that is not negative.
    margin: (scenario, draw) => {
      const theory = theoryFor(scenario);
      const holdings = randomHoldings(theory, draw);
      const { expectedSurplus } = spotProspect(theory, holdings);
      const vcg = vcgOf(theory, holdings);
      const transfers = holdings.reduce((sum, _, i) => {
        const { quantile } = (theory.economy.agents[i] as (typeof theory.economy.agents)[number]).distribution;
        const q = (t: number): number => theory.table.q(theory.classOf[i] as number, t);
        const paid = (u: number): number => {
          const t = quantile(u);
          return t * q(t) - vcg.payoff(i, t, t);
        };
        const table = approximate({
          f: (u) => [paid(u)],
          count: 1,
          breakpoints: [0, 0.5, 1],
          tolerance: 1e-11 * moneyScale(theory),
        });
        return sum + table.integral(0, 1);
      }, 0);
      const claimant = agvOf(
        theory,
        holdings,
        holdings.map((_, i) => (i === 0 ? 1 : 0)),
      );
      const worst = spotProspect(theory, holdings).worstOffTypes[0] as number;
      const outside = Math.min(holdings[0] as number, theory.maxDemands[0] as number) * worst;
      const joins = claimant.payoff(0, worst, worst) - outside;
      return -Math.max(Math.abs(transfers - expectedSurplus), Math.abs(joins - expectedSurplus)) / moneyScale(theory);
    },
  },
  {
    name: 'Proposition 1',
    claim: 'If all agents have the same worst-off type, the VCG spot market has no deficit at any profile of types.',
    // With a common worst-off type the surplus is not negative at any profile of types.
    margin: (scenario, draw) => {
      const theory = theoryFor(scenario);
      const { interiorHoldings: holdings, maxDemands, supply } = theory;
      const worstOffTypes = holdings.map(() => theory.commonWorstOffType);
      const surpluses = Array.from({ length: 40 }, () => {
        const { payments } = vcgPayments({
          types: randomTypes(theory, draw),
          maxDemands,
          supply,
          holdings,
          worstOffTypes,
        });
        return payments.reduce((sum, payment) => sum + payment, 0);
      });
      return Math.min(spotProspect(theory, holdings).expectedSurplus, ...surpluses) / moneyScale(theory);
    },
  },
  {
    name: 'Proposition 2',
    claim: 'There are holdings r* with 0 < r*_i < k_i that give all agents the same worst-off type.',
    // r* adds up to the supply, lies within the maximum demands and gives every agent the same worst-off type; total interim demand rises strictly there.
    margin: (scenario) => {
      const theory = theoryFor(scenario);
      const { interiorHoldings, supply, lo, hi, commonWorstOffType, classOf, classes, table, maxDemands } = theory;
      const sum = interiorHoldings.reduce((total, held) => total + held, 0);
      const types = interiorHoldings.map((held, i) => tabulatedWorstOffType(theory, classOf[i] as number, held));
      const apart = Math.max(...types.map((t) => Math.abs(t - commonWorstOffType)));
      const room = Math.min(...interiorHoldings.map((held, i) => Math.min(held, (maxDemands[i] as number) - held)));
      const rises = classes.every((_, c) => table.slope(c, commonWorstOffType) > 0);
      return rises ? Math.min(-Math.abs(sum - supply) / supply, -apart / (hi - lo), room / supply) : -1;
    },
  },
  {
    name: 'Proposition 11',
    claim:
      'Under AGV payments add up to zero at every profile, reporting truthfully is a Bayesian equilibrium, and where Pi_r >= 0 every type joins.',
    // AGV: payments add up to zero at every profile, truth is a Bayesian equilibrium, and where (16) holds every type joins.
    margin: (scenario, draw) => {
      const theory = theoryFor(scenario);
      const holdings = randomHoldings(theory, draw);
      const prospect = spotProspect(theory, holdings);
      const shares = holdings.map((_, i) => (i === 0 ? 1 : 0));
      const terms = agv(theory, prospect);
      const unbalanced = Math.max(
        ...Array.from({ length: 20 }, () =>
          Math.abs(terms.payments(randomTypes(theory, draw), shares).reduce((sum, payment) => sum + payment, 0)),
        ),
      );
      const { largestRegret, interimParticipation } = agvOf(theory, holdings, shares);
      const joins = prospect.operates ? interimParticipation.gain : 0;
      return Math.min(-unbalanced, -largestRegret.regret, joins) / moneyScale(theory);
    },
  },
];
