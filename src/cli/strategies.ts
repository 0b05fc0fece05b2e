import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isModulePath } from '../../scenarios/strategySchema.ts';
import { bundledStrategies, type Strategies } from '../assembly/agentsOf.ts';
import type { ForwardStrategy, SpotStrategy } from '../domain/agents.ts';
import type { Scenario } from '../domain/scenario.ts';
import { UserFault } from './failure.ts';

/** The bundled strategies and those of the modules that a scenario names by path, relative to `folder`. Each module is loaded once. */
export const strategiesFor = async (scenario: Scenario, folder: string): Promise<Strategies> => {
  const forward = new Map(bundledStrategies.forward);
  const spot = new Map(bundledStrategies.spot);
  for (const agent of scenario.agents) {
    const asked = [
      [forward, agent.forward.strategy],
      [spot, agent.spot.strategy],
    ] as const;
    for (const [known, name] of asked) {
      if (isModulePath(name) && !known.has(name))
        known.set(name, (await load(name, folder)) as ForwardStrategy & SpotStrategy);
    }
  }
  return { forward, spot };
};

const load = async (path: string, folder: string): Promise<unknown> => {
  const file = isAbsolute(path) ? path : resolve(folder, path);
  let module: { readonly default?: { readonly create?: unknown } };
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    throw new UserFault([
      `${path}: the agent's module does not load: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
  if (typeof module.default?.create !== 'function') {
    throw new UserFault([
      `${path}: expected a default export with name, about, parameters and create, as the files in agents/ have; got ${typeof module.default}`,
    ]);
  }
  return { parameters: {}, ...module.default };
};
