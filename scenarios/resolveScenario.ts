import { bundledForward, bundledSpot } from '../agents/bundled.ts';
import type { Strategy } from '../src/domain/agents.ts';
import type {
  AggregateStates,
  ForwardRule,
  Scenario,
  ScenarioAgent,
  SpotRule,
  StrategyChoice,
} from '../src/domain/scenario.ts';
import type { Column } from './column.ts';
import { replicaIds } from './replicas.ts';
import { resolveType, sure } from './resolveType.ts';
import type { WrittenAgent, WrittenScenario } from './schema.ts';
import type { WrittenStrategy } from './strategySchema.ts';

/** A checked file with every default filled in, every fraction worked out, every replica an agent, every column inlined. */
export function resolveScenario(
  written: WrittenScenario,
  columnOf: (file: string, column: string) => Column,
): Scenario {
  const agents = written.agents.flatMap((agent) => resolveAgents(agent, columnOf));
  return {
    name: written.name,
    about: written.about ?? '',
    seed: String(written.seed ?? written.name),
    units: { quantity: written.units?.quantity ?? 'units', money: written.units?.money ?? 'money' },
    supply: sure(written.supply ?? 1),
    agents,
    forward: resolveForward(written.forward ?? {}),
    spot: resolveSpot(written.spot ?? {}, agents[0]?.id as string),
    states: resolveStates(written.states ?? null),
    cycles: sure(written.cycles ?? 1),
    carry: written.carry ?? 'allocation',
    discount: sure(written.discount ?? 1),
  };
}

function resolveAgents(
  agent: WrittenAgent,
  columnOf: (file: string, column: string) => Column,
): readonly ScenarioAgent[] {
  const { type } = agent;
  const named = type.family === 'empirical' && type.file !== undefined && type.column !== undefined;
  const common = {
    ...(agent.group === undefined ? {} : { group: agent.group }),
    maxDemand: sure(agent.maxDemand),
    endowment: sure(agent.endowment),
    type: resolveType(type, named ? columnOf(type.file as string, type.column as string).values : null),
    forward: resolveStrategy(agent.forward ?? 'equilibrium', bundledForward),
    spot: resolveStrategy(agent.spot ?? 'truthful', bundledSpot),
  };
  return replicaIds(agent.id, sure(agent.count ?? 1)).map((id) => ({ id, ...common }));
}

/** A module's parameters stay as they are; a bundled strategy's defaults are filled in. */
function resolveStrategy(written: WrittenStrategy, catalogue: readonly Strategy<unknown>[]): StrategyChoice {
  const { strategy, ...given } = typeof written === 'string' ? { strategy: written } : written;
  const parameters = catalogue.find(({ name }) => name === strategy)?.parameters ?? {};
  const defaults = Object.entries(parameters).flatMap(([key, spec]) =>
    spec.default === undefined ? [] : [[key, spec.default] as const],
  );
  const numbers = Object.entries(given).map(([key, value]) => [key, sure(value)] as const);
  return { strategy, ...Object.fromEntries(defaults), ...Object.fromEntries(numbers) };
}

function resolveForward(written: NonNullable<WrittenScenario['forward']>): ForwardRule {
  if (written.rule === 'none') return { rule: 'none' };
  const charges = written.charges ?? 'none';
  if (written.rule === 'uniform') {
    return { rule: 'uniform', price: written.price == null ? null : sure(written.price), charges };
  }
  return {
    rule: written.rule ?? 'discriminatory',
    margin: sure(written.margin ?? 0.25),
    domain: written.domain ?? 'full',
    charges,
  };
}

function resolveSpot(written: NonNullable<WrittenScenario['spot']>, firstAgent: string): SpotRule {
  const resale = written.resale ?? false;
  if (written.mechanism !== 'agv') return { mechanism: 'vcg', resale };
  return { mechanism: 'agv', claimant: written.claimant ?? firstAgent, resale };
}

function resolveStates(written: NonNullable<WrittenScenario['states']> | null): AggregateStates | null {
  if (written === null) return null;
  return {
    anticipated: written.anticipated ?? true,
    outcomes: written.outcomes.map(({ id, probability, demandScale }) => ({
      id,
      probability: sure(probability),
      demandScale: sure(demandScale),
    })),
  };
}
