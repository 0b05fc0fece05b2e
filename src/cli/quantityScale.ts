import type { Scenario, ScenarioAgent } from '../domain/scenario.ts';

interface Quantities extends Pick<Scenario, 'supply'> {
  readonly agents: readonly Pick<ScenarioAgent, 'maxDemand' | 'endowment'>[];
}

/** The amount of goods by which a run's tables choose their decimals: a tenth of the supply, or less where every agent is small. */
export const quantityScale = ({ agents, supply }: Quantities): number => {
  const largest = agents.reduce((most, { maxDemand, endowment }) => Math.max(most, maxDemand, endowment), 0);
  return Math.min(supply / 10, 10 * largest);
};
