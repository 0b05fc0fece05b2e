import type { PerAgent } from '../../domain/economy.ts';
import { findRoot } from '../../numerics/findRoot.ts';
import { ridgesOf, spotSlopes } from '../../theory/spotSlopes.ts';
import { bestResponse } from '../bestResponse.ts';
import { type ForwardGame, netDemandOfOthers } from '../forwardGame.ts';
import { payoffUnder } from '../readings.ts';

/** An agent's best demand against the others', and what it gains on the one it has, money: 0 where it stays. */
export interface Reply {
  readonly demand: number;
  readonly gain: number;
}

export type BestReplies = (demands: PerAgent, agent: number) => Reply;

/**
 * Best replies under eq. (3), for paths: the certified search to a millionth of the money at stake, then the first-order
 * condition to the last bits, so that a path that settles settles on a point. An agent that gains nothing stays. What the
 * others ask for counts by its sum alone, and agents of one class want the same of the same sum: every answer is kept.
 */
export const bestReplies = (game: ForwardGame): BestReplies => {
  const { theory, supply, endowments } = game;
  const tolerance = 1e-6 * supply * (theory.hi - theory.lo);
  // Payoffs closer than this cannot be told apart.
  const rounding = 4 * theory.accuracy.errorBound + 1e-13 * supply * theory.hi;
  const known = new Map<string, number>();
  const search = (demands: PerAgent, agent: number): number => {
    const neutral = demands.map((demand, j) => (j === agent ? (endowments[agent] as number) : demand));
    const { at } = bestResponse({ reading: 'paper', game, demands: neutral, agent, tolerance });
    return polished(game, neutral, agent, at);
  };
  return (demands, agent) => {
    const others = netDemandOfOthers(game, demands, agent);
    const key = `${theory.classOf[agent]} ${others - (endowments[agent] as number)}`;
    const demand = known.get(key) ?? search(demands, agent);
    known.set(key, demand);
    const moved = demands.map((own, j) => (j === agent ? demand : own));
    const gain = payoffUnder('paper', game, moved, agent) - payoffUnder('paper', game, demands, agent);
    return gain > rounding ? { demand, gain } : { demand: demands[agent] as number, gain: 0 };
  };
};

/** The point near `at` where the payoff stops rising, if it is one and pays more. */
const polished = (game: ForwardGame, demands: PerAgent, agent: number, at: number): number => {
  const { theory, round, supply } = game;
  const others = netDemandOfOthers(game, demands, agent);
  const decline = (x: number): number => round.marginalPrice(agent, x, others) - spotSlopes(theory, agent, x).right;
  for (let radius = 1e-6 * supply; radius < 0.1 * supply; radius *= 4) {
    const [from, to] = [Math.max(0, at - radius), Math.min(supply, at + radius)];
    if (decline(from) > 0 || decline(to) < 0) continue;
    const found = findRoot(decline, from, to);
    // The slope jumps at a maximum demand, which a search meets but for a rounding.
    const root = ridgesOf(theory, agent).find((ridge) => Math.abs(ridge - found) <= 1e-12 * supply) ?? found;
    const payoff = (x: number): number =>
      payoffUnder(
        'paper',
        game,
        demands.map((own, j) => (j === agent ? x : own)),
        agent,
      );
    return payoff(root) > payoff(at) ? root : at;
  }
  return at;
};
