import { forwardMarketFor } from '../../../markets/marketsFor.ts';
import { surplusShares } from '../../../markets/spot/shares.ts';
import type { PerAgent } from '../../domain/economy.ts';
import type { ForwardMarket, ForwardRound } from '../../domain/markets.ts';
import type { ForwardRule, Scenario } from '../../domain/scenario.ts';
import type { Theory } from '../../theory/theory.ts';
import { unitValue } from '../../theory/unitValue.ts';

/** Which of the two markets price in what a unit fetches in the next cycle: `spot.resale` says both or neither. */
export interface Resale {
  readonly forward: boolean;
  readonly spot: boolean;
}

/** A scenario played cycle after cycle, the spot allocation being the next endowment. Without states of demand. */
export interface RepeatedGame {
  readonly scenario: Scenario;
  readonly theory: Theory;
  readonly rule: ForwardRule;
  /** Of the rule, without what resale adds. */
  readonly market: ForwardMarket;
  readonly resale: Resale;
  /** Number of cycles; Infinity needs a discount below 1. */
  readonly horizon: number;
  readonly discount: number;
  /** Share of the spot surplus that each agent receives. */
  readonly shares: PerAgent;
}

interface Question {
  readonly scenario: Scenario;
  readonly theory: Theory;
  readonly rule: ForwardRule;
  readonly resale: Resale;
  readonly horizon: number;
}

export const repeatedGame = ({ scenario, theory, rule, resale, horizon }: Question): RepeatedGame => {
  const shares = surplusShares(
    scenario.spot,
    scenario.agents.map(({ id }) => id),
  );
  const market = forwardMarketFor({ forward: rule, spot: scenario.spot }, theory);
  return { scenario, theory, rule, market, resale, horizon, discount: scenario.discount, shares };
};

/** mu_t: the capitalised worst-off type, cycles counted from 1. Money per unit. */
export const unitValueIn = ({ theory, discount, horizon }: RepeatedGame, cycle: number): number =>
  unitValue(theory.commonWorstOffType, discount, Math.max(0, horizon - cycle + 1));

/** What each market of a cycle adds to a unit's price: beta mu_{t+1} where it prices resale in, else nothing. */
export const addedIn = (game: RepeatedGame, cycle: number): { readonly forward: number; readonly spot: number } => {
  // Infinity less a cycle is Infinity: without an end every cycle is alike.
  const value = game.discount * unitValueIn(game, cycle + 1);
  return { forward: game.resale.forward ? value : 0, spot: game.resale.spot ? value : 0 };
};

/** The forward market opened on endowments. Throws where charges do not exist. */
export const openedOn = ({ market }: RepeatedGame, endowments: PerAgent): ForwardRound => {
  const round = market.open(endowments);
  if ('refused' in round) throw new Error(`the forward market did not open: ${round.refused}`);
  return round;
};

/** Endowments in which the agent has e and the others the rest: under the rules of `repeatedRefusal` who has which part of it does not matter. */
export const endowmentsWith = ({ theory }: RepeatedGame, agent: number, e: number): PerAgent => {
  const n = theory.maxDemands.length;
  return theory.maxDemands.map((_, j) => (j === agent ? e : (theory.supply - e) / (n - 1)));
};

/** Why a rule gives an agent's endowment no value of its own, or null. */
export const repeatedRefusal = (rule: ForwardRule, agents: number): string | null => {
  if (rule.rule === 'none')
    return agents === 2 ? null : 'without a forward market the spot market opens or not by what everybody owns';
  if (rule.charges === 'participation') return 'participation charges depend on what everybody owns';
  if (rule.rule !== 'uniform' && rule.domain === 'paper' && agents > 2)
    return 'under domain: paper the prices depend on what everybody owns';
  return null;
};
