import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isModulePath } from '../../scenarios/strategySchema.ts';
import { bundledStrategies, type Strategies } from '../assembly/agentsOf.ts';
import type { ForwardAgent, Parameters, SpotAgent, Strategy } from '../domain/agents.ts';
import type { Scenario } from '../domain/scenario.ts';
import { UserFault } from './failure.ts';

/** The bundled strategies and those of the modules that a scenario names by path, relative to `folder`. Each module is loaded once. */
export const strategiesFor = async (scenario: Scenario, folder: string): Promise<Strategies> => {
  const forward = new Map(bundledStrategies.forward);
  const spot = new Map(bundledStrategies.spot);
  for (const agent of scenario.agents) {
    const [asDemander, asReporter] = [agent.forward.strategy, agent.spot.strategy];
    if (isModulePath(asDemander) && !forward.has(asDemander)) {
      forward.set(asDemander, guarded<ForwardAgent>(await load(asDemander, folder), asDemander, 'demand'));
    }
    if (isModulePath(asReporter) && !spot.has(asReporter)) {
      spot.set(asReporter, guarded<SpotAgent>(await load(asReporter, folder), asReporter, 'report'));
    }
  }
  return { forward, spot };
};

type Loaded = Strategy<unknown>;

const load = async (path: string, folder: string): Promise<Loaded> => {
  const file = isAbsolute(path) ? path : resolve(folder, path);
  if (!existsSync(file)) throw new UserFault([`${path}: the agent's module does not load: there is no file ${file}`]);
  let loaded: Loaded;
  try {
    const module: { readonly default?: Partial<Loaded> } = await import(pathToFileURL(file).href);
    loaded = { parameters: {}, ...module.default } as Loaded;
    if (typeof loaded.create === 'function') return loaded;
  } catch (error) {
    throw new UserFault([`${path}: the agent's module does not load: ${messageOf(error)}`]);
  }
  const got = Object.keys(loaded).filter((key) => key !== 'parameters');
  const shown = got.length === 0 ? 'none of these' : `only ${got.join(', ')}`;
  throw new UserFault([
    `${path}: expected a default export with name, about, parameters and create, as the files in agents/ have; got ${shown}`,
  ]);
};

/** A module is somebody else's program: what it makes is looked at before a run begins. */
const guarded = <Agent extends object>(
  strategy: Loaded,
  path: string,
  method: keyof Agent & string,
): Strategy<Agent> => ({
  ...strategy,
  create: (parameters: Parameters): Agent => {
    let agent: unknown;
    try {
      agent = strategy.create(parameters);
    } catch (error) {
      throw new UserFault([`${path}: the agent's create failed: ${messageOf(error)}`]);
    }
    const answers = (agent as Partial<Record<string, unknown>> | null | undefined)?.[method];
    if (typeof answers === 'function') return agent as Agent;
    throw new UserFault([
      `${path}: expected create to make an agent with the function ${method}, as the files in agents/ do; got ${describe(agent)}`,
    ]);
  },
});

const describe = (value: unknown): string => {
  if (value === null || typeof value !== 'object') return String(value);
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an empty object' : `an object with ${keys.join(', ')}`;
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
