import { spotMarketFor } from '../../../markets/marketsFor.ts';
import { surplusShares } from '../../../markets/spot/shares.ts';
import { marketsOf } from '../../assembly/marketsOf.ts';
import type { PerAgent } from '../../domain/economy.ts';
import type { SpotRound } from '../../domain/markets.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { agv } from '../../theory/agv.ts';
import { spotProspect } from '../../theory/spotProspect.ts';
import type { Theory } from '../../theory/theory.ts';

/** The figures of a round besides the payments, in the order in which a tally keeps them. */
export const FIGURES = ['surplus', 'welfare', 'price', 'gains', 'keptShare'] as const;

/** A scenario's spot market on given holdings, ready to be drawn from. */
export interface SampledMarket {
  readonly scenario: Scenario;
  readonly theory: Theory;
  readonly round: SpotRound;
  /** r_i, units. */
  readonly holdings: PerAgent;
  /** min(r_i, k_i), units: what an agent that keeps its holding can use. */
  readonly kept: PerAgent;
  /** Exact expectations of FIGURES and then of each agent's payment; null where the theory has none. */
  readonly exact: readonly (number | null)[];
}

/**
 * Opens the spot market of the economy at demand scale 1. E[T_i] = E[h_i] - E[v_i] - d_i, and under AGV the agent's share of the
 * surplus less (Appendix B); under VCG an agent of any type expects the same. Throws IntractableEconomy.
 */
export const sampledMarket = (scenario: Scenario, holdings: PerAgent): SampledMarket => {
  const { theory } = marketsOf(scenario);
  const round = spotMarketFor(scenario, theory).open(holdings);
  const terms = agv(theory, spotProspect(theory, holdings));
  const ids = theory.economy.agents.map(({ id }) => id);
  const shares = surplusShares(scenario.spot, ids);
  const whole = terms.d.reduce((sum, d) => sum + d, 0);
  const payments = terms.d.map(
    (d, i) => (terms.expectedH[i] as number) - (terms.expectedV[i] as number) - d + (shares[i] as number) * whole,
  );
  const kept = holdings.map((held, i) => Math.min(held, theory.maxDemands[i] as number));
  const keptWelfare = kept.reduce((sum, quantity, i) => sum + quantity * (theory.meanTypes[i] as number), 0);
  const surplus = scenario.spot.mechanism === 'agv' ? 0 : round.expectedSurplus;
  const { firstBestWelfare } = theory;
  return {
    scenario,
    theory,
    round,
    holdings,
    kept,
    exact: [surplus, firstBestWelfare, null, firstBestWelfare - keptWelfare, null, ...payments],
  };
};
