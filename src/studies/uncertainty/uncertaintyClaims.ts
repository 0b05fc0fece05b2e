import { forwardMarketFor } from '../../../markets/marketsFor.ts';
import { marketsOf } from '../../assembly/marketsOf.ts';
import type { PerAgent } from '../../domain/economy.ts';
import type { AggregateStates, Scenario } from '../../domain/scenario.ts';
import { statesOf } from '../../theory/forwardTheory.ts';
import { spotPayoff } from '../../theory/spotPayoff.ts';
import { spotProspect } from '../../theory/spotProspect.ts';
import { forwardDeviations } from '../forwardDeviations.ts';
import { type ForwardGame, forwardGame } from '../forwardGame.ts';

/**
 * The statements of section 5.1 as checks of one case each, every half of a proposition by itself. All are about equal agents:
 * the same F and k(w). Equal holdings S/n are computed as that and not taken from the theory. Scenarios must have equal agents
 * and states of demand (`withEqualAgents` makes such ones), and may have any endowments; a RangeError says what is amiss. Of the
 * scenario's forward rule and anticipation nothing is used: both are the statement's.
 */
export interface ClaimVerdict {
  /** Money by which the statement holds; negative beyond the error of the figures where it fails. */
  readonly margin: number;
  readonly holds: boolean;
  /** The state or the agent with that margin. */
  readonly at: string;
}

/** Corollary 1: from equal holdings the spot market operates in every state. The margin is the least Pi(w). Cost: a theory a state. */
export const corollary1 = (scenario: Scenario): ClaimVerdict => {
  const { states, equal } = symmetric(scenario);
  const { theoryIn } = marketsOf(scenario);
  return worst(
    states.outcomes.map(({ id }) => {
      const { expectedSurplus, operates } = spotProspect(theoryIn(id), equal);
      return { margin: expectedSurplus, holds: operates, at: id };
    }),
  );
};

/**
 * Proposition 5, first half: where states are not anticipated, equal holdings are an equilibrium of the forward market, and the
 * spot market operates from them in every state. `m` is the margin of the price schedule; the paper's family has all m > 0.
 * Cost: a certified best response an agent, and a theory a state.
 */
export const proposition5Efficiency = (scenario: Scenario, m: number): ClaimVerdict =>
  worst([equalDemands(scenario, { m, anticipated: false }), corollary1(scenario)]);

/** Proposition 5, second half: some price of the family balances the forward budget. As `proposition6Budget`, of the one economy without states. */
export const proposition5Budget = (scenario: Scenario): ClaimVerdict => familyBudget(scenario, false);

/** Proposition 6, first half: where states are anticipated, equal holdings are an equilibrium. The margin is minus the largest gain under eq. (4). */
export const proposition6Equilibrium = (scenario: Scenario, m: number): ClaimVerdict =>
  equalDemands(scenario, { m, anticipated: true });

/**
 * Proposition 6, second half: some price of the family balances the forward budget. Single crossing has P below tau, the expected
 * worst-off type, to the left of S/n and above it to the right, so that on the path no budget exceeds
 *
 *   sum over i of the integral of tau from e_i to S/n
 *
 * which is the margin. tau is the slope of the expected spot payoff up to k(w) and hi above it, so no price function and no hull
 * is needed. The margin is negative but at e = S/n, where nothing is traded. Cost O(n) a state.
 */
export const proposition6Budget = (scenario: Scenario): ClaimVerdict => familyBudget(scenario, true);

/** What mends both: linear charges leave everybody trading at t* on the path, so that its budget is zero, under anticipated states and margin m. */
export const linearChargesBudget = (scenario: Scenario, m: number): ClaimVerdict => {
  const game = gameOf(scenario, { m, anticipated: true });
  const rule = { rule: 'discriminatory', margin: m, domain: 'full', charges: 'linear' } as const;
  const round = forwardMarketFor({ forward: rule, spot: scenario.spot }, game.theory).open(game.endowments);
  if ('refused' in round) throw new Error(`linear charges were refused: ${round.refused}`);
  const { equal } = symmetric(scenario);
  const { payments } = round.clear(equal);
  return worst(
    payments.map((payment, i) => {
      const traded = (equal[i] as number) - (game.endowments[i] as number);
      const off = Math.abs(payment + (round.charges[i] as number) - game.theory.commonWorstOffType * traded);
      return { margin: -off, holds: off <= rounding(game), at: game.ids[i] as string };
    }),
  );
};

interface Market {
  readonly m: number;
  readonly anticipated: boolean;
}

const gameOf = (scenario: Scenario, { m, anticipated }: Market): ForwardGame =>
  forwardGame({
    ...scenario,
    states: { ...symmetric(scenario).states, anticipated },
    forward: { rule: 'discriminatory', margin: m, domain: 'full', charges: 'none' },
  });

/** Money below which gains and budgets are rounding: prices are made of tables of tables. */
const rounding = ({ supply, theory }: ForwardGame): number => 1e-9 * supply * (theory.hi - theory.lo);

const equalDemands = (scenario: Scenario, market: Market): ClaimVerdict => {
  const game = gameOf(scenario, market);
  const { equal } = symmetric(scenario);
  const { agents } = forwardDeviations(game, equal, { reading: 'paper', tolerance: rounding(game) / 10 });
  return worst(
    agents.map(({ id, gain, upperBound }) => ({ margin: -gain, holds: upperBound <= rounding(game), at: id })),
  );
};

const familyBudget = (scenario: Scenario, anticipated: boolean): ClaimVerdict => {
  const game = gameOf(scenario, { m: 0, anticipated });
  const { equal } = symmetric(scenario);
  const { theory, endowments, ids } = game;
  const bounds = endowments.map((endowment, i) => {
    const holding = equal[i] as number;
    return statesOf(theory).reduce((sum, { probability, theory: inState }) => {
      const idle = Math.max(0, endowment - (inState.maxDemands[i] as number));
      const area = spotPayoff(inState, i, holding) - spotPayoff(inState, i, endowment) - theory.hi * idle;
      return sum + probability * area;
    }, 0);
  });
  const margin = bounds.reduce((sum, bound) => sum + bound, 0);
  const most = bounds.indexOf(Math.min(...bounds));
  return { margin, holds: margin >= -rounding(game), at: ids[most] as string };
};

/** The verdict that matters of several: the first that fails worst, else the one with the least margin. */
const worst = (verdicts: readonly ClaimVerdict[]): ClaimVerdict =>
  verdicts.reduce((most, one) => ((one.holds === most.holds ? one.margin < most.margin : !one.holds) ? one : most));

const symmetric = ({
  name,
  supply,
  agents,
  states,
}: Scenario): { readonly states: AggregateStates; readonly equal: PerAgent } => {
  if (states === null) throw new RangeError(`the scenario ${name} has no states of demand`);
  const [first] = agents;
  const other = agents.find(
    ({ maxDemand, type }) => maxDemand !== first?.maxDemand || JSON.stringify(type) !== JSON.stringify(first.type),
  );
  if (other !== undefined)
    throw new RangeError(
      `section 5.1 is about equal agents: ${other.id} differs from ${first?.id} in maximum demand or type`,
    );
  return { states, equal: agents.map(() => supply / agents.length) };
};
