import type { ParameterSpec, PublicKnowledge } from '../../src/domain/agents.ts';

/** Units beyond which a unit is worth nothing to an agent: k_i, in the largest state of demand that is anticipated, at most S. */
export const usefulDemand = ({ economy, states }: PublicKnowledge, agent: number): number => {
  let scale = states === null ? 1 : 0;
  for (const { demandScale } of states?.outcomes ?? []) scale = Math.max(scale, demandScale);
  return Math.min(economy.supply, scale * (economy.agents[agent] as { maxDemand: number }).maxDemand);
};

/**
 * Demands that a learner chooses from: equal steps from nothing to its useful demand `most`, both among them. r* lies between
 * two of them and in general on none: where the payoff rises up to r* and falls beyond, the best one is a neighbour of r*.
 */
export const demandAt = (most: number, level: number, levels: number): number => (most * level) / (levels - 1);

export const levelsParameter: ParameterSpec = {
  about: 'demands to choose from, in equal steps from nothing to the maximum demand; rounded to a whole number',
  default: 21,
  min: 2,
  max: 1001,
};
