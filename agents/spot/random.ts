import type { SpotStrategy } from '../../src/domain/agents.ts';

export const random: SpotStrategy = {
  name: 'random',
  about: 'reports a type drawn uniformly from the support',
  parameters: {},
  create: () => ({
    report: (observation) => {
      const { min, max } = observation.public.economy.support;
      return min + observation.random()() * (max - min);
    },
  }),
};
