import type { Scenario } from '../../domain/scenario.ts';

/** Scenarios kept, newest last: while one drags a slider there is a new one every frame. */
const MOST = 12;

const known = new Map<string, Scenario>();

/** The scenario of a JSON text, the same object for the same text, because what is computed of a scenario is kept with it. */
export const knownScenario = (text: string): Scenario => {
  const scenario = known.get(text) ?? (JSON.parse(text) as Scenario);
  known.delete(text);
  known.set(text, scenario);
  const [oldest] = known.keys();
  if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  return scenario;
};
