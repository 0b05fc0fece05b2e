import { forwardMarketFor } from '../../../markets/marketsFor.ts';
import type { ForwardRule, Scenario } from '../../domain/scenario.ts';
import { pricingFunction } from '../../theory/pricingFunction.ts';
import { type ForwardGame, forwardGame } from '../forwardGame.ts';

/** A forward game whose rule asks for demands, with what stability needs to know of its prices. */
export interface PricedGame {
  readonly game: ForwardGame;
  readonly rule: PricedRule;
  /** Whether the rule is the scenario's. */
  readonly own: boolean;
  /** P'(0-) and P'(0+), money per unit squared: the two hulls meet at 0, and their slopes may differ. Nowhere is P steeper. */
  readonly priceSlopes: { readonly below: number; readonly above: number };
}

export type PricedRule = Exclude<ForwardRule, { rule: 'none' }>;

/** The schedule for a scenario whose rule names no margin. */
export const DEFAULT_SCHEDULE = { margin: 0.25, domain: 'full', charges: 'none' } as const;

/**
 * The scenario's forward game and the same economy under the two other rules: with its margin and hulls if it has any, and one
 * price that is the common worst-off type. The scenario's own rule comes first. Throws a RangeError for rule `none`, where
 * nobody demands anything, and IntractableEconomy.
 */
export const rivalRules = (scenario: Scenario): readonly PricedGame[] => {
  const { forward } = scenario;
  if (forward.rule === 'none') throw new RangeError('a scenario without a forward market has no demands to be stable');
  const schedule = forward.rule === 'uniform' ? DEFAULT_SCHEDULE : { ...forward, charges: 'none' as const };
  const candidates: readonly PricedRule[] = [
    { ...schedule, rule: 'discriminatory' },
    { ...schedule, rule: 'posted' },
    { rule: 'uniform', price: null, charges: 'none' },
  ];
  const others = candidates.filter(({ rule }) => rule !== forward.rule);
  const game = forwardGame(scenario);
  return [forward, ...others].map((rule, j) => pricedGame(game, rule, j === 0));
};

const pricedGame = (game: ForwardGame, rule: PricedRule, own: boolean): PricedGame => {
  const { theory, endowments, supply } = game;
  const scenario = { ...game.scenario, forward: rule };
  const round = forwardMarketFor({ ...scenario, forward: { ...rule, charges: 'none' } }, theory).open(endowments);
  if ('refused' in round) throw new Error(`a forward market without charges did not open: ${round.refused}`);
  const pricing = rule.rule === 'uniform' ? null : pricingFunction(theory, { ...rule, endowments });
  const slope = (y: number): number => pricing?.slope(y) ?? 0;
  return {
    game: { ...game, scenario, round },
    rule,
    own,
    // A trillionth to either side: the slope is that of the piece that ends or starts at 0.
    priceSlopes: { below: slope(-1e-12 * supply), above: slope(1e-12 * supply) },
  };
};
