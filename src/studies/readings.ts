import { ration } from '../../markets/forward/ration.ts';
import type { PerAgent } from '../domain/economy.ts';
import { statesOf, type TheoryState } from '../theory/forwardTheory.ts';
import { rememberedPayoff } from '../theory/rememberedPayoff.ts';
import { autarkyPayoff } from '../theory/spotPayoff.ts';
import type { Theory } from '../theory/theory.ts';
import { type ForwardGame, netDemandOfOthers } from './forwardGame.ts';

/**
 * What a demand earns off the equilibrium, where demands need not add up to the supply and the paper leaves it open:
 *
 *   paper     eq. (3): the agent gets what it demands, and the spot market operates
 *   rationed  the long side is rationed; the spot market operates, and under agv its surplus is shared out
 *   gated     rationed, and the spot market operates only if its expected surplus allows (Lemma 2), in each state by itself
 *
 * With anticipated states of demand every figure is an expectation over them (eq. 4).
 */
export type Reading = 'paper' | 'rationed' | 'gated';

export const READINGS: readonly Reading[] = ['paper', 'rationed', 'gated'];

/** Pi of cleared holdings: E[W] less the spot payoffs of all. Money. */
export const surplusAt = ({ theory }: Pick<ForwardGame, 'theory'>, holdings: PerAgent): number =>
  holdings.reduce((surplus, held, j) => surplus - rememberedPayoff(theory, j, held), theory.firstBestWelfare);

/** What the spot market of one state is worth to an agent if it opens only with an expected surplus. */
const gatedWorth = (theory: Theory, holdings: PerAgent, agent: number, share: number): number => {
  const surplus = surplusAt({ theory }, holdings);
  const held = holdings[agent] as number;
  if (surplus < -theory.accuracy.errorBound) return autarkyPayoff(theory, agent, held);
  return rememberedPayoff(theory, agent, held) + share * surplus;
};

/** Expected payoff of one agent for a profile of demands, before charges, which are the same for all demands. Money. Cost O(n). */
export const payoffUnder = (reading: Reading, game: ForwardGame, demands: PerAgent, agent: number): number => {
  const { theory, round, surplusShares } = game;
  const others = netDemandOfOthers(game, demands, agent);
  if (reading === 'paper') {
    const demand = demands[agent] as number;
    return rememberedPayoff(theory, agent, demand) - round.payment(agent, demand, others);
  }
  const holdings = ration(demands, game.endowments);
  const held = holdings[agent] as number;
  const payment = round.payment(agent, held, others);
  const share = surplusShares[agent] as number;
  if (reading === 'gated') {
    const worth = ({ probability, theory: inState }: TheoryState): number =>
      probability * gatedWorth(inState, holdings, agent, share);
    return statesOf(theory).reduce((sum, state) => sum + worth(state), 0) - payment;
  }
  const surplus = share !== 0 ? surplusAt(game, holdings) : 0;
  return rememberedPayoff(theory, agent, held) + share * surplus - payment;
};
