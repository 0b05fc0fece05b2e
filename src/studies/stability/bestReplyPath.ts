import type { PerAgent } from '../../domain/economy.ts';
import type { BestReplies } from './bestReplies.ts';
import type { Path } from './path.ts';

interface Question {
  readonly replies: BestReplies;
  readonly from: PerAgent;
  /** `in turn`: each agent replies to what those before it have just chosen; `at once`: all reply to the last round. */
  readonly order: 'in turn' | 'at once';
  /** Demands closer than this are one. */
  readonly closeness: number;
  readonly mostRounds: number;
  /** Told every profile after the first. */
  readonly onMove?: (demands: PerAgent) => void;
}

/**
 * Rounds of best replies until nobody moves, a profile of an earlier round comes back, or `mostRounds` have passed. In turn,
 * every move raises the potential, so there are no cycles; at once there may be. Cost: n best replies a round.
 */
export const bestReplyPath = ({ replies, from, order, closeness, mostRounds, onMove }: Question): Path => {
  const visited: PerAgent[] = [from];
  let demands = from;
  for (let round = 1; round <= mostRounds; round++) {
    const next = [...demands];
    for (const agent of next.keys()) next[agent] = replies(order === 'in turn' ? next : demands, agent).demand;
    const back = visited.findLastIndex((earlier) =>
      earlier.every((x, i) => Math.abs(x - (next[i] as number)) <= closeness),
    );
    if (back === visited.length - 1) return { kind: 'converged', steps: round - 1, points: [next] };
    if (back >= 0) return { kind: 'cycle', steps: round, points: visited.slice(back) };
    visited.push(next);
    onMove?.(next);
    demands = next;
  }
  return { kind: 'unsettled', steps: mostRounds, points: [demands] };
};
