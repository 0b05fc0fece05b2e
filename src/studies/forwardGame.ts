import { forwardMarketFor } from '../../markets/marketsFor.ts';
import { surplusShares } from '../../markets/spot/shares.ts';
import { marketsOf } from '../assembly/marketsOf.ts';
import type { PerAgent } from '../domain/economy.ts';
import type { ForwardRound } from '../domain/markets.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { ForwardTheory } from '../theory/forwardTheory.ts';
import type { Theory } from '../theory/theory.ts';

/** The game that agents play in a scenario's forward market: demands in [0, S], payments by its rule, the spot market's worth of what they get. */
export interface ForwardGame {
  readonly scenario: Scenario;
  /** What spot payoffs are expected from: with anticipated states the expectation over them. */
  readonly theory: ForwardTheory;
  /** The economy at demand scale 1: the same as `theory` without anticipated states. */
  readonly baseTheory: Theory;
  readonly ids: readonly string[];
  readonly supply: number;
  readonly endowments: PerAgent;
  /** The rule, opened on the endowments and without charges, which do not depend on demands. */
  readonly round: ForwardRound;
  /** Share of the spot market's surplus that each agent receives: none under vcg. */
  readonly surplusShares: PerAgent;
}

/** The forward game of a scenario. Throws IntractableEconomy. */
export const forwardGame = (scenario: Scenario): ForwardGame => {
  const { forwardTheory: theory, theory: baseTheory } = marketsOf(scenario);
  const { forward, spot } = scenario;
  const rule = forward.rule === 'none' ? forward : { ...forward, charges: 'none' as const };
  const ids = scenario.agents.map(({ id }) => id);
  const endowments = scenario.agents.map(({ endowment }) => endowment);
  const round = forwardMarketFor({ forward: rule, spot }, theory).open(endowments);
  if ('refused' in round) throw new Error(`a forward market without charges did not open: ${round.refused}`);
  return {
    scenario,
    theory,
    baseTheory,
    ids,
    supply: theory.supply,
    endowments,
    round,
    surplusShares: surplusShares(spot, ids),
  };
};

/** X_-i: what the others ask for beyond what they own. */
export const netDemandOfOthers = (game: ForwardGame, demands: PerAgent, agent: number): number => {
  let sum = 0;
  for (let j = 0; j < demands.length; j++) {
    if (j !== agent) sum += (demands[j] as number) - (game.endowments[j] as number);
  }
  return sum;
};
