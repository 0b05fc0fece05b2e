import type { PerAgent } from '../../domain/economy.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { idleAtInterior } from '../../theory/idleAtInterior.ts';
import { exactPotential } from './exactPotential.ts';
import { forwardPotential } from './forwardPotential.ts';
import { marginalPayoffs } from './marginalPayoffs.ts';
import { measuredCurvature } from './measuredCurvature.ts';
import { DEFAULT_SCHEDULE, type PricedGame, rivalRules } from './rivalRules.ts';
import { worstOffTypeSlopes } from './worstOffTypeSlopes.ts';

/** What contradicts the claim under one of the two rules. */
export type SaddleWitness = { readonly rule: string } & (
  | {
      readonly claimed: 'unstable' | 'stable';
      /** A move of demands away from r*, of length 1, and how the potential bends along it, money per unit squared. */
      readonly direction: PerAgent;
      readonly measured: number;
    }
  /** An agent's marginal payoff at r* that is not 0, money per unit. */
  | { readonly claimed: 'stationary'; readonly measured: number }
  /** The largest difference between a change of a payoff and that of the potential, money. */
  | { readonly claimed: 'exact potential'; readonly measured: number }
);

/**
 * `applies`: false where an exception holds. `margin`: the least curvature, of the sign that is claimed, as a share of the
 * price's slope at 0; not above 0 where a direction bends otherwise, r* is not stationary or the potential is none.
 */
export type SaddleVerdict = { readonly applies: boolean; readonly margin: number } & (
  | { readonly holds: true }
  | { readonly holds: false; readonly witness: SaddleWitness }
);

/**
 * The claim: under the paper's rule r* is a saddle of the potential, unstable in n - 1 directions and stable in one; under the
 * same prices posted it is a strict local maximum. For every n >= 2 and every price of Proposition 4's family, on either side:
 *
 *   paper    Where agents exchange demands, X does not move, and the curvature is the sum of t^_i' v_i^2 > 0: unstable.
 *            Where all follow one type, v_i = q_i' = 1 / t^_i', it is s (1 - P'(0) s), s the sum of q_i'(t^): stable, since
 *            the hulls lie beyond every agent's curve and meet it at 0, so that P'(0) >= (1 + m) max t^_j' and P'(0) s >= n.
 *   posted   Agent i's own curvature is t^_i' - P'(0) <= -m max t^_j' < 0: stable.
 *
 * Exceptions, to which it does not apply: a margin of 0, where a posted price may run along an agent's own curve and leave it
 * indifferent (the saddle stands); anticipated states in one of which a part of some r*_i is idle, so that r* is not
 * stationary; and a q_i that is flat at t^ to the table's accuracy. A density that jumps at t^ is none.
 *
 * Only directions are taken from these formulas. What counts is the potential's values along them, both ways from r*, and that
 * its differences are those of payoffs. The prices are the scenario's, or of margin 1/4 and full hulls if its rule has none.
 * Cost: two price schedules, and 4n directions of 14 potentials, O(n) each. Throws IntractableEconomy.
 */
export const saddle = (scenario: Scenario): SaddleVerdict => {
  const schedule = 'margin' in scenario.forward ? scenario.forward : DEFAULT_SCHEDULE;
  const [paper, posted] = rivalRules({ ...scenario, forward: { ...schedule, rule: 'discriminatory' } }) as [
    PricedGame,
    PricedGame,
    PricedGame,
  ];
  const { theory, ids } = paper.game;
  const [below, above] = [worstOffTypeSlopes(theory, 'below'), worstOffTypeSlopes(theory, 'above')];
  if (schedule.margin === 0 || idleAtInterior(theory) !== null || below === null || above === null)
    return { applies: false, holds: true, margin: 0 };
  const alone = ids.map((_, i) => ids.map((__, j) => (i === j ? 1 : 0)));
  const exchanges = alone.slice(1).map((unit, i) => unit.map((x, j) => x - (alone[i]?.[j] as number)));
  const together = [below.map((slope) => -1 / slope), above.map((slope) => 1 / slope)];
  const findings = [
    ...exchanges.flatMap(bothWays).map((direction) => bend(paper, 'unstable', direction)),
    ...together.map((direction) => bend(paper, 'stable', direction)),
    ...alone.flatMap(bothWays).map((direction) => bend(posted, 'stable', direction)),
    ...[paper, posted].flatMap(premises),
  ];
  const { margin, witness } = findings.reduce((least, finding) => (finding.margin < least.margin ? finding : least));
  // What does not bend at all is neither stable nor unstable.
  return margin > 0 ? { applies: true, holds: true, margin } : { applies: true, holds: false, margin, witness };
};

interface Finding {
  readonly margin: number;
  readonly witness: SaddleWitness;
}

const bothWays = (direction: PerAgent): readonly PerAgent[] => [direction, direction.map((x) => 0 - x)];

/** How the potential bends from r* along a direction, against what is claimed of it. */
const bend = ({ game, rule, priceSlopes }: PricedGame, claimed: 'unstable' | 'stable', towards: PerAgent): Finding => {
  const length = Math.sqrt(towards.reduce((sum, x) => sum + x * x, 0));
  const direction = towards.map((x) => x / length);
  const measured = measuredCurvature({
    potential: forwardPotential(game),
    centre: game.theory.interiorHoldings,
    gradient: slopesAtInterior(game),
    direction,
    supply: game.supply,
  });
  const steepest = Math.max(priceSlopes.below, priceSlopes.above);
  return {
    margin: (claimed === 'unstable' ? measured : 0 - measured) / steepest,
    witness: { rule: rule.rule, claimed, direction, measured },
  };
};

const slopesAtInterior = (game: PricedGame['game']): PerAgent =>
  marginalPayoffs(game, game.theory.interiorHoldings).map(({ right }) => right);

/** That the potential is one, between r* and the endowments, and that r* is stationary: findings only where they are not so. */
const premises = ({ game, rule }: PricedGame): readonly Finding[] => {
  const { theory, supply, endowments } = game;
  const width = theory.hi - theory.lo;
  const exact = exactPotential(game, forwardPotential(game), [theory.interiorHoldings, endowments]);
  const steepest = slopesAtInterior(game).reduce((most, slope) => (Math.abs(slope) > Math.abs(most) ? slope : most), 0);
  return [
    ...(exact.holds
      ? []
      : [
          {
            margin: -exact.worst / (supply * width),
            witness: { rule: rule.rule, claimed: 'exact potential' as const, measured: exact.worst },
          },
        ]),
    ...(Math.abs(steepest) <= 1e-9 * theory.hi
      ? []
      : [
          {
            margin: -Math.abs(steepest) / width,
            witness: { rule: rule.rule, claimed: 'stationary' as const, measured: steepest },
          },
        ]),
  ];
};
