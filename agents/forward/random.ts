import type { ForwardStrategy } from '../../src/domain/agents.ts';

export const random: ForwardStrategy = {
  name: 'random',
  about: 'demands a quantity drawn uniformly between nothing and the supply',
  parameters: {},
  create: () => ({ demand: (observation) => observation.random()() * observation.public.economy.supply }),
};
