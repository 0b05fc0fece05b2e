import type { SpotStrategy } from '../../src/domain/agents.ts';

export const truthful: SpotStrategy = {
  name: 'truthful',
  about: 'reports its type',
  parameters: {},
  create: () => ({ report: (observation) => observation.type }),
};
