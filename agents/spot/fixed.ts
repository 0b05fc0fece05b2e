import type { SpotStrategy } from '../../src/domain/agents.ts';

export const fixed: SpotStrategy = {
  name: 'fixed',
  about: 'reports the same type in every cycle',
  parameters: { report: { about: 'the type reported', min: 0 } },
  create: ({ report }) => ({ report: () => report as number }),
};
