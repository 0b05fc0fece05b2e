import { forwardMarketFor } from '../../../markets/marketsFor.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { gainsOverAutarky } from '../../theory/charges.ts';
import { pricingFunction } from '../../theory/pricingFunction.ts';
import { singleCrossing } from '../../theory/singleCrossing.ts';
import { spotProspect } from '../../theory/spotProspect.ts';
import { bestResponse } from '../bestResponse.ts';
import { forwardDeviations } from '../forwardDeviations.ts';
import { type ForwardGame, forwardGame } from '../forwardGame.ts';
import { payoffUnder } from '../readings.ts';
import { saddle } from '../stability/saddle.ts';
import type { Statement } from './statement.ts';

/** Propositions 3 and 4, the remark on uniform prices, the repairs of the budget and the bound on revenue. */

const moneyScale = ({ supply, theory }: ForwardGame): number => supply * (theory.hi - theory.lo);

type Rule = Scenario['forward'];

const paperRule = (margin: number): Rule => ({ rule: 'discriminatory', margin, domain: 'full', charges: 'none' });

/** Minus the largest proved gain of any deviation from r* under eq. (3). */
const equilibriumMargin = (scenario: Scenario, forward: Rule): number => {
  const game = forwardGame({ ...scenario, forward });
  const tolerance = 1e-10 * moneyScale(game);
  const { agents } = forwardDeviations(game, game.theory.interiorHoldings, { reading: 'paper', tolerance });
  // A gain that was found counts in full; what the bound leaves open beyond it is at most the tolerance.
  return -Math.max(...agents.map(({ gain }) => gain)) / moneyScale(game);
};

/** Payments on the path where everybody demands r*, and their sum. */
const onPath = (game: ForwardGame) => game.round.clear(game.theory.interiorHoldings);

/** What everybody pays forward on the path, charges included, before an AGV spot market; null where the charges are refused. */
const chargedPath = (scenario: Scenario, charges: 'linear' | 'participation') => {
  const spot = { mechanism: 'agv', claimant: 'equal', resale: false } as const;
  const game = forwardGame({ ...scenario, spot });
  const rule: Rule = { rule: 'discriminatory', margin: 0.25, domain: 'full', charges };
  const round = forwardMarketFor({ forward: rule, spot }, game.theory).open(game.endowments);
  if ('refused' in round) return null;
  const { payments } = round.clear(game.theory.interiorHoldings);
  const paid = payments.map((payment, i) => payment + (round.charges[i] as number));
  return { game, paid, budget: paid.reduce((sum, payment) => sum + payment, 0) };
};

export const forwardMarket: readonly Statement[] = [
  {
    name: 'Proposition 3',
    claim:
      'Where prices satisfy single crossing, demanding r* is an equilibrium, and nobody expects less than from never trading.',
    // Where P satisfies single crossing, r* is an equilibrium and nobody expects less than from never trading.
    margin: (scenario) => {
      const game = forwardGame({ ...scenario, forward: paperRule(0.25) });
      const { baseTheory: theory, endowments } = game;
      const pricing = pricingFunction(theory, { margin: 0.25, domain: 'full', endowments });
      if (!singleCrossing(theory, pricing).holds) return null;
      const prospect = spotProspect(theory, theory.interiorHoldings);
      const { payments } = onPath(game);
      const gains = gainsOverAutarky({
        theory,
        endowments,
        payments,
        prospect,
        surplusShares: endowments.map(() => 0),
      });
      return Math.min(equilibriumMargin(scenario, paperRule(0.25)), Math.min(...gains) / moneyScale(game));
    },
  },
  {
    name: 'Proposition 4 (equilibrium)',
    claim: 'Every price function of the family makes demanding r* an equilibrium of the forward market.',
    margin: (scenario, draw) => equilibriumMargin(scenario, paperRule(0.01 + 2 * draw())),
  },
  {
    name: 'Proposition 4 (budget balance)',
    claim: 'Some price function of the family balances the forward market’s budget.',
    correction: 'linear or participation charges, which do not depend on demands, balance the budget',
    // Some price of the family must balance: the supremum of the budget over the family must not be negative.
    margin: (scenario) => {
      const { theory, endowments, supply } = forwardGame(scenario);
      const { interiorHoldings, hi, lo } = theory;
      const best = pricingFunction(theory, { margin: 0, domain: 'paper', endowments });
      return (
        -endowments.reduce((sum, e, i) => sum + best.potential(e - (interiorHoldings[i] as number)), 0) /
        (supply * (hi - lo))
      );
    },
  },
  {
    name: 'Repair: linear charges',
    claim: 'Charges that do not depend on one’s demand, and leave everybody trading at t^, balance the budget.',
    corrected: true,
    margin: (scenario) => {
      const path = chargedPath(scenario, 'linear');
      if (path === null) return -1;
      const { game, paid, budget } = path;
      const { interiorHoldings, commonWorstOffType } = game.theory;
      const off = paid.map((payment, i) =>
        Math.abs(payment - commonWorstOffType * ((interiorHoldings[i] as number) - (game.endowments[i] as number))),
      );
      return -Math.max(Math.abs(budget), ...off) / moneyScale(game);
    },
  },
  {
    name: 'Repair: participation charges, AGV spot market',
    claim: 'Charges that leave everybody at least what it has from never trading balance the budget.',
    corrected: true,
    // Such charges must exist.
    margin: (scenario) => {
      const path = chargedPath(scenario, 'participation');
      if (path === null) return -1;
      const { game, paid, budget } = path;
      const gains = gainsOverAutarky({
        theory: game.theory,
        endowments: game.endowments,
        payments: paid,
        prospect: spotProspect(game.baseTheory, game.theory.interiorHoldings),
        surplusShares: game.surplusShares,
      });
      return Math.min(-Math.abs(budget), ...gains) / moneyScale(game);
    },
  },
  {
    name: 'Remark on uniform prices',
    claim: 'At the one price t^ somebody gains by demanding another quantity than r*_i.',
    // Somebody gains by leaving r* at the price t^.
    margin: (scenario) => {
      const forward: Rule = { rule: 'uniform', price: null, charges: 'none' };
      const gain = -equilibriumMargin(scenario, forward);
      return gain > 1e-7 ? gain : -1;
    },
  },
  {
    name: 'Repair: a posted schedule',
    claim: 'If the others’ demands do not move an agent’s prices, r*_i is its best demand whatever they demand.',
    corrected: true,
    // Nobody gains by leaving r*_i while the others demand anything, and their demands change no price.
    margin: (scenario, draw) => {
      const forward: Rule = { rule: 'posted', margin: 0.01 + 2 * draw(), domain: 'full', charges: 'none' };
      const game = forwardGame({ ...scenario, forward });
      const own = game.theory.interiorHoldings;
      const gains = own.map((held, i) => {
        const demands = own.map((_, j) => (j === i ? held : game.supply * draw()));
        const best = bestResponse({ reading: 'paper', game, demands, agent: i, tolerance: 1e-10 * moneyScale(game) });
        return best.value - payoffUnder('paper', game, demands, i);
      });
      return -Math.max(...gains) / moneyScale(game);
    },
  },
  {
    name: 'Saddle',
    claim:
      'Under the paper’s rule the forward game’s potential rises from r* where agents exchange demands; under a posted schedule it falls in every direction.',
    // The margin is the least curvature of the sign that is claimed, as a share of the price's slope at zero.
    margin: (scenario) => {
      const { applies, holds, margin } = saddle(scenario);
      return applies ? (holds ? margin : Math.min(margin, -1)) : null;
    },
  },
  {
    name: 'Bound on revenue',
    claim: 'Forward and spot markets together take in no more than Pi_e, the surplus of a spot market alone.',
    margin: (scenario) => {
      const game = forwardGame({ ...scenario, forward: paperRule(0.25) });
      const { baseTheory: theory, endowments } = game;
      const bound =
        spotProspect(theory, endowments).expectedSurplus -
        spotProspect(theory, theory.interiorHoldings).expectedSurplus;
      return (bound - onPath(game).budget) / moneyScale(game);
    },
  },
];
