import type { PerAgent } from '../../domain/economy.ts';
import type { ForwardTheory } from '../../theory/forwardTheory.ts';
import { ridgesOf, spotSlopes } from '../../theory/spotSlopes.ts';

/** Demands of the agents of a class at which spot payoffs are tabulated, rising from 0 to the largest maximum demand. */
export interface DemandNodes {
  readonly demands: PerAgent;
  /** Slopes of pi_i to the left and right of each, money per unit: without states of demand the left one is t^_i there. */
  readonly left: PerAgent;
  readonly right: PerAgent;
}

/** Even steps of the grid; kinks of the spot payoff and r* come on top. */
const STEPS = 32;

/** Cost: about forty searches for worst-off types, for every state. */
export const demandNodes = (theory: ForwardTheory, agent: number): DemandNodes => {
  const ridges = ridgesOf(theory, agent);
  const most = ridges.at(-1) as number;
  const even = Array.from({ length: STEPS }, (_, j) => (most * j) / STEPS);
  const kinks = [theory.table.lowest[theory.classOf[agent] as number] as number, ...ridges];
  const all = [...even, ...kinks, theory.interiorHoldings[agent] as number];
  const demands = [...new Set(all.filter((x) => x >= 0 && x <= most))].sort((a, b) => a - b);
  const slopes = demands.map((demand) => spotSlopes(theory, agent, demand));
  return { demands, left: slopes.map(({ left }) => left), right: slopes.map(({ right }) => right) };
};
