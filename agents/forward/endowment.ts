import type { ForwardStrategy } from '../../src/domain/agents.ts';

export const endowment: ForwardStrategy = {
  name: 'endowment',
  about: 'stays put: demands what it already owns',
  parameters: {},
  create: () => ({ demand: (observation) => observation.endowment }),
};
