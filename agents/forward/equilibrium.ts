import type { ForwardStrategy } from '../../src/domain/agents.ts';

export const equilibrium: ForwardStrategy = {
  name: 'equilibrium',
  about:
    'demands the interior holding r*: an equilibrium under discriminatory and posted prices, none under a uniform one',
  parameters: {},
  create: () => ({ demand: ({ public: common, self }) => common.interiorHoldings[self] as number }),
};
