import { bundledForward, bundledSpot } from '../../agents/bundled.ts';
import type { ForwardAgent, ForwardStrategy, Parameters, SpotAgent, SpotStrategy, Strategy } from '../domain/agents.ts';
import type { Scenario, StrategyChoice } from '../domain/scenario.ts';

/** The strategies that scenarios can name: the bundled ones and those that a user's modules add under their paths. */
export interface Strategies {
  readonly forward: ReadonlyMap<string, ForwardStrategy>;
  readonly spot: ReadonlyMap<string, SpotStrategy>;
}

export const bundledStrategies: Strategies = {
  forward: new Map(bundledForward.map((strategy) => [strategy.name, strategy])),
  spot: new Map(bundledSpot.map((strategy) => [strategy.name, strategy])),
};

interface Agents {
  readonly forwardAgents: readonly ForwardAgent[];
  readonly spotAgents: readonly SpotAgent[];
}

/** One forward and one spot agent for each agent of the scenario, in its order. */
export const agentsOf = (scenario: Scenario, strategies: Strategies = bundledStrategies): Agents => ({
  forwardAgents: scenario.agents.map(({ forward }) => forwardAgentOf(strategies, forward)),
  spotAgents: scenario.agents.map(({ spot }) => spotAgentOf(strategies, spot)),
});

export const forwardAgentOf = ({ forward }: Strategies, choice: StrategyChoice): ForwardAgent =>
  create(forward, choice);

export const spotAgentOf = ({ spot }: Strategies, choice: StrategyChoice): SpotAgent => create(spot, choice);

const create = <Agent>(known: ReadonlyMap<string, Strategy<Agent>>, choice: StrategyChoice): Agent => {
  const strategy = known.get(choice.strategy);
  // The schema knows the bundled names and the loader the paths: anything else is a bug.
  if (strategy === undefined) throw new Error(`unknown strategy ${choice.strategy}`);
  const given = Object.entries(choice).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  const defaults = Object.entries(strategy.parameters).flatMap(([name, { default: value }]): [string, number][] =>
    value === undefined ? [] : [[name, value]],
  );
  const parameters: Parameters = Object.fromEntries([...defaults, ...given]);
  return strategy.create(parameters);
};
