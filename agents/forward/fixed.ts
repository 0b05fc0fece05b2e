import type { ForwardStrategy } from '../../src/domain/agents.ts';

export const fixed: ForwardStrategy = {
  name: 'fixed',
  about: 'demands the same quantity in every cycle',
  parameters: { demand: { about: 'units demanded', min: 0 } },
  create: ({ demand }) => ({ demand: () => demand as number }),
};
