import type { Scenario } from '../../domain/scenario.ts';

/** Kept of each kind, newest last: while one drags a slider there is a new one every frame. */
const MOST = 12;

const scenarios = new Map<string, Scenario>();
const lists = new Map<string, Scenario['agents']>();

/**
 * The scenario of a JSON text, the same object for the same text and with the same list of agents for the same agents, because
 * theory is kept with the list: what differs in its cycles or its rules alone has it already.
 */
export const knownScenario = (text: string): Scenario =>
  recalled(scenarios, text, () => {
    const scenario = JSON.parse(text) as Scenario;
    return { ...scenario, agents: recalled(lists, JSON.stringify(scenario.agents), () => scenario.agents) };
  });

const recalled = <T>(known: Map<string, T>, key: string, make: () => T): T => {
  const value = known.get(key) ?? make();
  known.delete(key);
  known.set(key, value);
  const [oldest] = known.keys();
  if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  return value;
};
