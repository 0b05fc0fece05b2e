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

const isEconomy = ({ agents, supply, states }: Scenario): boolean => {
  const total = (of: (agent: ScenarioAgent) => number): number => agents.reduce((sum, agent) => sum + of(agent), 0);
  const scales = states === null ? [1] : states.outcomes.map(({ demandScale }) => demandScale);
  return (
    agents.length >= 2 &&
    agents.every(({ maxDemand, endowment }) => maxDemand > 0 && endowment >= 0) &&
    Math.abs(total(({ endowment }) => endowment) - supply) < 1e-12 &&
    scales.every((scale) => total(({ maxDemand }) => Math.min(scale * maxDemand, supply)) > supply * 1.01)
  );
};

/** One-step simplifications, the boldest first. Each is simpler by a count that falls, so shrinking ends. */
function* simpler(scenario: Scenario): Generator<Scenario> {
  const { agents } = scenario;
  const first = agents[0] as ScenarioAgent;
  const together = (change: Partial<ScenarioAgent>): Scenario => ({
    ...scenario,
    agents: agents.map((agent) => ({ ...agent, ...change })),
  });
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
  // Equals stay equal where a statement is about them.
  if (alike(agents, ({ type }) => JSON.stringify(type))) {
    for (const type of simplerTypes(first.type)) yield together({ type });
  }
  for (const [i, { type }] of agents.entries()) {
    for (const simple of simplerTypes(type)) yield changed(i, { type: simple });
  }
  yield* plainSupport(scenario);
  if (agents.slice(1).some(({ endowment }) => endowment !== 0)) {
    yield { ...scenario, agents: agents.map((agent, j) => ({ ...agent, endowment: j === 0 ? scenario.supply : 0 })) };
  }
  yield* simplerStates(scenario);
  if (alike(agents, ({ maxDemand }) => maxDemand)) {
    for (const maxDemand of coarser(first.maxDemand)) yield together({ maxDemand });
  }
  for (const [i, { maxDemand }] of agents.entries()) {
    for (const coarse of coarser(maxDemand)) yield changed(i, { maxDemand: coarse });
  }
}

/** Types on [0, 1], or [1, 2] for those above zero, where all families stretch with their support. */
function* plainSupport(scenario: Scenario): Generator<Scenario> {
  const { agents } = scenario;
  const { min, max } = (agents[0] as ScenarioAgent).type;
  const support = min === 0 ? { min: 0, max: 1 } : { min: 1, max: 2 };
  if (min === support.min && max === support.max) return;
  if (agents.every(({ type: { family } }) => family === 'uniform' || family === 'power' || family === 'beta'))
    yield { ...scenario, agents: agents.map((agent) => ({ ...agent, type: { ...agent.type, ...support } })) };
}

const alike = <T>(agents: Scenario['agents'], of: (agent: ScenarioAgent) => T): boolean =>
  new Set(agents.map(of)).size === 1;

/** Two states instead of more, then equally likely ones, then rounder scales. */
function* simplerStates(scenario: Scenario): Generator<Scenario> {
  const { states } = scenario;
  if (states === null) return;
  const { outcomes } = states;
  const having = (changed: typeof outcomes): Scenario => ({ ...scenario, states: { ...states, outcomes: changed } });
  if (outcomes.length > 2) {
    const even = 1 / (outcomes.length - 1);
    for (const gone of outcomes) {
      const rest = outcomes.filter((outcome) => outcome !== gone);
      yield having(rest.map((outcome) => ({ ...outcome, probability: even })));
    }
  }
  const even = 1 / outcomes.length;
  if (outcomes.some(({ probability }) => probability !== even))
    yield having(outcomes.map((outcome) => ({ ...outcome, probability: even })));
  for (const [w, { demandScale }] of outcomes.entries()) {
    for (const coarse of coarser(demandScale))
      yield having(outcomes.map((outcome, v) => (v === w ? { ...outcome, demandScale: coarse } : outcome)));
  }
}

const GRIDS = [1, 2, 4, 10];

/** The number on every grid that is coarser than the one it is on. */
const coarser = (x: number): readonly number[] => {
  const own = GRIDS.findIndex((steps) => Math.round(x * steps) / steps === x);
  return GRIDS.slice(0, own === -1 ? GRIDS.length : own).map((steps) => Math.round(x * steps) / steps);
};

const simplerTypes = (type: DistributionSpec): readonly DistributionSpec[] => {
  const { min, max } = type;
  const simple: DistributionSpec = { family: 'uniform', min, max };
  if (type.family === 'uniform') return [];
  if (type.family === 'power') return [simple, ...(type.exponent === 2 ? [] : [{ ...type, exponent: 2 }])];
  return [simple, { family: 'power', exponent: 2, min, max }];
};
