import { isModulePath } from '../../scenarios/strategySchema.ts';
import { bundledStrategies, type Strategies } from '../assembly/agentsOf.ts';
import type { Scenario } from '../domain/scenario.ts';
import { loadAgentModule } from './agentModule.ts';
import { guardedForward, guardedSpot } from './guardedStrategy.ts';
import { ANSWER_LIMIT } from './timeLimit.ts';

/**
 * The bundled strategies and those of the modules that a scenario names by path, relative to `folder`. Each module is loaded
 * once. `limit` is what an answer of theirs may take, in milliseconds; the bundled ones run without.
 */
export const strategiesFor = async (
  scenario: Scenario,
  folder: string,
  limit: number = ANSWER_LIMIT,
): Promise<Strategies> => {
  const forward = new Map(bundledStrategies.forward);
  const spot = new Map(bundledStrategies.spot);
  for (const agent of scenario.agents) {
    const [asDemander, asReporter] = [agent.forward.strategy, agent.spot.strategy];
    if (isModulePath(asDemander) && !forward.has(asDemander)) {
      const module = await loadAgentModule(asDemander, folder, limit);
      forward.set(asDemander, guardedForward({ module, path: asDemander, limit }));
    }
    if (isModulePath(asReporter) && !spot.has(asReporter)) {
      const module = await loadAgentModule(asReporter, folder, limit);
      spot.set(asReporter, guardedSpot({ module, path: asReporter, limit }));
    }
  }
  return { forward, spot };
};
