import type { ForwardStrategy } from '../../src/domain/agents.ts';

export const shade: ForwardStrategy = {
  name: 'shade',
  about: 'demands a fixed share of the interior holding r*, at most the supply',
  parameters: { factor: { about: 'share of r* that is demanded', min: 0 } },
  create: ({ factor }) => ({
    demand: ({ public: common, self }) =>
      Math.min(common.economy.supply, (factor as number) * (common.interiorHoldings[self] as number)),
  }),
};
