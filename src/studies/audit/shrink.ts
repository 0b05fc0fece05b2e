import type { DistributionSpec } from '../../domain/distribution.ts';
import type { Scenario, ScenarioAgent } from '../../domain/scenario.ts';

/**
 * The simplest economy that still fails, by greedy steps: fewer agents, uniform types, coarser numbers. An economy that a
 * step would spoil (no scarcity, endowments that do not add up) is not tried; one on which the statement throws does not fail.
 */
export const shrink = (scenario: Scenario, fails: (scenario: Scenario) => boolean): Scenario => {
  const stillFails = (candidate: Scenario): boolean => {
    try {
      return fails(candidate);
    } catch {
      return false;
    }
  };
  let smallest = scenario;
  for (let shrunk = true; shrunk; ) {
    shrunk = false;
    for (const candidate of simpler(smallest)) {
      if (isEconomy(candidate) && stillFails(candidate)) {
        smallest = candidate;
        shrunk = true;
        break;
      }
    }
  }
  return smallest;
};

const isEconomy = ({ agents, supply }: Scenario): boolean => {
  const total = (of: (agent: ScenarioAgent) => number): number => agents.reduce((sum, agent) => sum + of(agent), 0);
  return (
    agents.length >= 2 &&
    agents.every(({ maxDemand, endowment }) => maxDemand > 0 && endowment >= 0) &&
    Math.abs(total(({ endowment }) => endowment) - supply) < 1e-12 &&
    total(({ maxDemand }) => Math.min(maxDemand, supply)) > supply * 1.01
  );
};

/** One-step simplifications, the boldest first. Each is simpler by a count that falls, so shrinking ends. */
function* simpler(scenario: Scenario): Generator<Scenario> {
  const { agents } = scenario;
  const changed = (i: number, change: Partial<ScenarioAgent>): Scenario => ({
    ...scenario,
    agents: agents.map((agent, j) => (j === i ? { ...agent, ...change } : agent)),
  });
  for (const [i, gone] of agents.entries()) {
    // Whoever is left first inherits what the one that goes owned.
    const rest = agents.filter((_, j) => j !== i);
    yield {
      ...scenario,
      agents: rest.map((agent, j) => (j === 0 ? { ...agent, endowment: agent.endowment + gone.endowment } : agent)),
    };
  }
  for (const [i, { type }] of agents.entries()) {
    for (const simple of simplerTypes(type)) yield changed(i, { type: simple });
  }
  if (agents.slice(1).some(({ endowment }) => endowment !== 0)) {
    yield { ...scenario, agents: agents.map((agent, j) => ({ ...agent, endowment: j === 0 ? scenario.supply : 0 })) };
  }
  for (const [i, { maxDemand }] of agents.entries()) {
    for (const steps of [1, 2, 4, 10]) {
      const coarse = Math.round(maxDemand * steps) / steps;
      if (coarse !== maxDemand && !isOnGrid(maxDemand, steps)) yield changed(i, { maxDemand: coarse });
    }
  }
}

const isOnGrid = (x: number, steps: number): boolean => Math.round(x * steps) / steps === x;

const simplerTypes = (type: DistributionSpec): readonly DistributionSpec[] => {
  const { min, max } = type;
  const simple: DistributionSpec = { family: 'uniform', min, max };
  if (type.family === 'uniform') return [];
  if (type.family === 'power') return [simple, ...(type.exponent === 2 ? [] : [{ ...type, exponent: 2 }])];
  return [simple, { family: 'power', exponent: 2, min, max }];
};
