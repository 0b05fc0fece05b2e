import type { PerAgent } from '../../domain/economy.ts';
import type { Theory } from '../../theory/theory.ts';
import { tabulatedWorstOffType } from '../../theory/worstOffType.ts';
import type { DemandCurve } from './demandCurve.ts';
import type { DemandNodes } from './demandNodes.ts';

interface Question {
  readonly theory: Theory;
  /** Of the state of demand that came true. */
  readonly nodes: DemandNodes;
  /** Payments at the nodes less that for the agent's own demand. */
  readonly payments: PerAgent;
  readonly agent: number;
  readonly demand: number;
}

/** The largest of what nodes are worth beyond the agent's own demand, less what they cost beyond it; staying is among them. */
const largestGain = (
  { nodes, payments, demand }: Question,
  worth: (x: number, node: number | null) => number,
): number => {
  const own = worth(demand, null);
  let gain = 0;
  for (let j = 0; j < payments.length; j++) {
    gain = Math.max(gain, worth(nodes.demands[j] as number, j) - own - (payments[j] as number));
  }
  return gain;
};

/**
 * Hindsight under vcg where the spot market operated: with all types and reports known, holding x is worth
 * min(x, k_i) t^_i(x) - W(t^_i(x), reports of the others) and a constant (the allocation does not depend on holdings). Money, over the grid of nodes,
 * of which there are about forty in [0, k_i]: what is returned some demand would have earned. Cost O(log n) a node.
 */
export const vcgForwardRegret = (question: Question & { readonly curve: DemandCurve }): number => {
  const { theory, agent, nodes, curve } = question;
  const most = theory.maxDemands[agent] as number;
  return largestGain(question, (x, node) => {
    const worstOff =
      node === null ? tabulatedWorstOffType(theory, theory.classOf[agent] as number, x) : (nodes.left[node] as number);
    return Math.min(x, most) * worstOff - curve.welfareWith(agent, worstOff);
  });
};

/** Hindsight where the spot market did not operate: a holding is worth min(x, k_i) times the type. Money, over the grid of nodes. */
export const keptForwardRegret = (question: Question & { readonly type: number }): number => {
  const most = question.theory.maxDemands[question.agent] as number;
  return largestGain(question, (x) => Math.min(x, most) * question.type);
};
