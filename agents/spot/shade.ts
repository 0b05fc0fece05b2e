import type { SpotStrategy } from '../../src/domain/agents.ts';

export const shade: SpotStrategy = {
  name: 'shade',
  about: 'reports a fixed share of its type, brought back into the support where that leaves it',
  parameters: { factor: { about: 'share of the type that is reported', min: 0 } },
  create: ({ factor }) => ({
    report: ({ type, public: common }) => {
      const { min, max } = common.economy.support;
      return Math.min(max, Math.max(min, (factor as number) * type));
    },
  }),
};
