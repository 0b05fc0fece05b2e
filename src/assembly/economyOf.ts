import type { Distribution, DistributionSpec } from '../domain/distribution.ts';
import type { Economy } from '../domain/economy.ts';
import type { Scenario } from '../domain/scenario.ts';
import { distributionOf } from '../numerics/distributionOf.ts';

/** The economy that a scenario describes, every maximum demand multiplied by `demandScale`. Agents with the same distribution share one. */
export const economyOf = (scenario: Scenario, demandScale = 1): Economy => {
  const known = new Map<string, Distribution>();
  const shared = (spec: DistributionSpec): Distribution => {
    const key = JSON.stringify(spec);
    const distribution = known.get(key) ?? distributionOf(spec);
    known.set(key, distribution);
    return distribution;
  };
  const { min, max } = (scenario.agents[0] as Scenario['agents'][number]).type;
  return {
    supply: scenario.supply,
    support: { min, max },
    agents: scenario.agents.map(({ id, maxDemand, endowment, type }) => ({
      id,
      maxDemand: maxDemand * demandScale,
      endowment,
      distribution: shared(type),
    })),
  };
};
