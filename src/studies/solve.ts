import { forwardMarketFor } from '../../markets/marketsFor.ts';
import { surplusShares } from '../../markets/spot/shares.ts';
import { type Assembled, marketsOf } from '../assembly/marketsOf.ts';
import type { PerAgent } from '../domain/economy.ts';
import type { ForwardRound, Refusal } from '../domain/markets.ts';
import type { Scenario } from '../domain/scenario.ts';
import { agv } from '../theory/agv.ts';
import { cornerHoldings } from '../theory/cornerHoldings.ts';
import { pricingFunction } from '../theory/pricingFunction.ts';
import { singleCrossing } from '../theory/singleCrossing.ts';
import { autarkyPayoff } from '../theory/spotPayoff.ts';
import { type SpotProspect, spotProspect } from '../theory/spotProspect.ts';
import { type BudgetReport, budgetReport } from './budget.ts';

/** The exact theory of a scenario, as `forespot solve --json` prints it. Arrays are one number an agent; money and units are the scenario's. */
export interface Solution {
  readonly name: string;
  readonly agents: readonly string[];
  readonly supply: number;
  readonly firstBestWelfare: number;
  readonly autarkyWelfare: number;
  readonly interior: {
    readonly worstOffType: number;
    readonly holdings: PerAgent;
    readonly expectedSurplus: number;
    readonly spotPayoffs: PerAgent;
  };
  readonly endowments: SpotProspect;
  /** For the holdings that were asked for, if any. */
  readonly at?: SpotProspect;
  readonly corner: { readonly agent: string; readonly holdings: PerAgent; readonly expectedSurplus: number };
  readonly revenueMaximizing: 'corner' | 'interior';
  readonly forward: ForwardSolution;
  /** Both markets together on the equilibrium path, and who would rather stay out under which charges. */
  readonly budget: BudgetReport;
  /** Appendix B at the interior holdings: E[v_i], E[h_i] and d_i. */
  readonly agv: { readonly expectedV: PerAgent; readonly expectedH: PerAgent; readonly d: PerAgent };
  readonly accuracy: { readonly method: string; readonly errorBound: number; readonly worstOffTypeErrorBound: number };
}

/** The forward market on its equilibrium path, where everybody demands r*. */
export interface ForwardSolution {
  readonly payments: PerAgent;
  /** Sum of the payments, before charges. */
  readonly budget: number;
  /** Null where the charges that the scenario asks for do not exist; `refusal` then says why. */
  readonly charges: PerAgent | null;
  readonly refusal: string | null;
  /** The best budget that any price of Proposition 4's family could come near: `domain: paper`, margin 0. */
  readonly supremumBudget: number;
  readonly singleCrossing: boolean;
}

/**
 * Solves a scenario, with states of demand the economy at demand scale 1 (`uncertainty` has the states and the forward market
 * that expects them); `holdings` asks for one more prospect, `precision` as in `theoryOf`. Cost: milliseconds for
 * a dozen agents, a second or two for a thousand unequal ones, O(n) times a logarithm.
 * Throws IntractableEconomy.
 */
export const solve = (scenario: Scenario, holdings?: PerAgent, precision?: number): Solution => {
  const assembled = marketsOf(scenario, precision);
  const { theory } = assembled;
  const own = theory.economy.agents.map(({ endowment }) => endowment);
  const interior = spotProspect(theory, theory.interiorHoldings);
  const corner = cornerHoldings(theory);
  const cornered = spotProspect(theory, corner.holdings).expectedSurplus;
  const terms = agv(theory, interior);
  const endowments = spotProspect(theory, own);
  const forward = forwardSolution(scenario, assembled, own);
  return {
    name: scenario.name,
    agents: theory.economy.agents.map(({ id }) => id),
    supply: theory.supply,
    firstBestWelfare: theory.firstBestWelfare,
    autarkyWelfare: own.reduce((sum, endowment, i) => sum + autarkyPayoff(theory, i, endowment), 0),
    interior: {
      worstOffType: theory.commonWorstOffType,
      holdings: interior.holdings,
      expectedSurplus: interior.expectedSurplus,
      spotPayoffs: interior.spotPayoffs,
    },
    endowments,
    ...(holdings === undefined ? {} : { at: spotProspect(theory, holdings) }),
    corner: {
      agent: theory.economy.agents[corner.agent]?.id as string,
      holdings: corner.holdings,
      expectedSurplus: cornered,
    },
    revenueMaximizing: cornered > interior.expectedSurplus ? 'corner' : 'interior',
    forward,
    budget: budgetReport({
      theory,
      endowments: own,
      surplusAtEndowments: endowments.expectedSurplus,
      prospect: scenario.forward.rule === 'none' ? endowments : interior,
      payments: forward.payments,
      surplusShares: surplusShares(
        scenario.spot,
        theory.economy.agents.map(({ id }) => id),
      ),
    }),
    agv: { expectedV: terms.expectedV, expectedH: terms.expectedH, d: terms.d },
    accuracy: theory.accuracy,
  };
};

const forwardSolution = (scenario: Scenario, { theory }: Assembled, own: PerAgent): ForwardSolution => {
  const { forward: rule, spot } = scenario;
  const { interiorHoldings } = theory;
  const best = pricingFunction(theory, { margin: 0, domain: 'paper', endowments: own });
  const supremumBudget = -own.reduce((sum, e, i) => sum + best.potential(e - (interiorHoldings[i] as number)), 0);
  const priced = rule.rule === 'discriminatory' || rule.rule === 'posted';
  const crossing = priced && singleCrossing(theory, pricingFunction(theory, { ...rule, endowments: own })).holds;
  // Charges do not move payments: where they do not exist, the payments are those of the rule without them.
  const uncharged = forwardMarketFor(
    { spot, forward: rule.rule === 'none' ? rule : { ...rule, charges: 'none' } },
    theory,
  );
  const { payments, budget } = opened(uncharged.open(own)).clear(rule.rule === 'none' ? own : interiorHoldings);
  const charged = forwardMarketFor(scenario, theory).open(own);
  const refused = 'refused' in charged;
  return {
    payments,
    budget,
    charges: refused ? null : charged.charges,
    refusal: refused ? charged.refused : null,
    supremumBudget,
    singleCrossing: crossing,
  };
};

const opened = (round: ForwardRound | Refusal): ForwardRound => {
  if ('refused' in round) throw new Error(`a forward market without charges did not open: ${round.refused}`);
  return round;
};
