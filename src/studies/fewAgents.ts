import { IntractableEconomy } from '../theory/interimAllocation.ts';

/** Studies that weigh every demand of each agent against all others' take a minute for this many. */
const MOST = 250;

/** Refuses a study that `does` something of each agent by itself where there are too many. Throws IntractableEconomy. */
export const fewAgents = (agents: readonly unknown[], does: string): void => {
  if (agents.length <= MOST) return;
  throw new IntractableEconomy(
    `${agents.length.toLocaleString('en')} agents are too many to ${does}: at most ${MOST}; ` +
      'solve and run take any number, or give fewer agents larger demands',
  );
};
