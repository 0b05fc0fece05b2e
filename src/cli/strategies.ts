import { isModulePath } from '../../scenarios/strategySchema.ts';
import { bundledStrategies, type Strategies } from '../assembly/agentsOf.ts';
import type { Edit } from '../domain/edits.ts';
import type { Scenario, StrategyChoice } from '../domain/scenario.ts';
import { editTarget } from '../engine/edits.ts';
import { loadAgentModule } from './agentModule.ts';
import { guardedForward, guardedSpot } from './guardedStrategy.ts';
import { ANSWER_LIMIT } from './timeLimit.ts';

/** The bundled strategies, and those of modules as they are loaded. */
interface OpenStrategies {
  readonly strategies: Strategies;
  /** Loads the modules that a scenario names. Throws a UserFault. */
  readonly load: (scenario: Scenario) => Promise<void>;
  /** Loads the modules that edits name. Throws a UserFault. */
  readonly loadFor: (edits: readonly Edit[]) => Promise<void>;
}

/**
 * Strategies whose modules' paths are relative to `folder`. Each module is loaded once. `limit` is what an answer of theirs may
 * take, in milliseconds; the bundled ones run without.
 */
export const openStrategies = (folder: string, limit: number = ANSWER_LIMIT): OpenStrategies => {
  const forward = new Map(bundledStrategies.forward);
  const spot = new Map(bundledStrategies.spot);
  const loadForward = async (path: string): Promise<void> => {
    if (!isModulePath(path) || forward.has(path)) return;
    const module = await loadAgentModule(path, folder, limit);
    forward.set(path, guardedForward({ module, path, limit }));
  };
  const loadSpot = async (path: string): Promise<void> => {
    if (!isModulePath(path) || spot.has(path)) return;
    const module = await loadAgentModule(path, folder, limit);
    spot.set(path, guardedSpot({ module, path, limit }));
  };
  return {
    strategies: { forward, spot },
    load: async ({ agents }) => {
      for (const agent of agents) {
        await loadForward(agent.forward.strategy);
        await loadSpot(agent.spot.strategy);
      }
    },
    loadFor: async (edits) => {
      for (const { path, value } of edits) {
        const target = editTarget(path);
        if (target?.kind !== 'strategy') continue;
        const { strategy } = value as StrategyChoice;
        await (target.market === 'forward' ? loadForward(strategy) : loadSpot(strategy));
      }
    },
  };
};

/** The bundled strategies and those of the modules that a scenario names by path, relative to `folder`. */
export const strategiesFor = async (scenario: Scenario, folder: string): Promise<Strategies> => {
  const { strategies, load } = openStrategies(folder);
  await load(scenario);
  return strategies;
};
