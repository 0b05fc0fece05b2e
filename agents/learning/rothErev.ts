import type { ParameterSpec, Parameters } from '../../src/domain/agents.ts';
import { drawIndex } from './drawIndex.ts';
import type { BanditRule } from './rules.ts';

interface Propensities {
  readonly propensities: number[];
}

export const rothErevParameters: Readonly<Record<'strength' | 'experimentation' | 'recency', ParameterSpec>> = {
  strength: { about: 's(1): all initial propensities together, in average rewards', default: 9, min: 1e-9 },
  experimentation: { about: 'epsilon: the share of a reward that goes to neighbours', default: 0.2, min: 0, max: 1 },
  recency: { about: 'phi: the share of every propensity that is forgotten in a cycle', default: 0.1, min: 0, max: 1 },
};

/** What an action earns on average before anything is known, of rewards between 0 and 1. */
const AVERAGE_REWARD = 1 / 2;

/**
 * Reinforcement learning: Roth & Erev (1995), Learning in extensive-form games, GEB 8, in the three-parameter form of Erev & Roth
 * (1998), Predicting how people play games, AER 88. Actions are in an order: half of what is spilled goes to either neighbour,
 * and at an end the missing neighbour's half stays with the action.
 */
export const rothErevRule = (
  actions: number,
  { strength = 9, experimentation = 0, recency = 0 }: Parameters,
): BanditRule<Propensities> => ({
  fresh: () => ({ propensities: new Array<number>(actions).fill((strength * AVERAGE_REWARD) / actions) }),
  choose: ({ propensities }, _situation, draw) => drawIndex(propensities, draw()),
  learn: ({ propensities }, { chosen, reward }) => {
    for (let j = 0; j < actions; j++) propensities[j] = (1 - recency) * (propensities[j] as number);
    const spill = (experimentation / 2) * reward;
    const reinforce = (action: number, by: number): void => {
      const target = propensities[action] === undefined ? chosen : action;
      propensities[target] = (propensities[target] as number) + by;
    };
    reinforce(chosen, reward - 2 * spill);
    reinforce(chosen - 1, spill);
    reinforce(chosen + 1, spill);
  },
});
