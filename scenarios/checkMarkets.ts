import { countOf, demandOf, isScarce, type LooseAgents, SUM_TOLERANCE } from './checkAgents.ts';
import type { Loose } from './loose.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import { refusal } from './refusal.ts';
import { replicaIds } from './replicas.ts';
import type { WrittenScenario } from './schema.ts';
import { show, showSum } from './show.ts';
import { toNumber } from './toNumber.ts';

type LooseScenario = Loose<WrittenScenario>;

/** The residual claimant must be one of the agents, replicas by their own ids. */
export function checkClaimant(spot: LooseScenario['spot'], agents: LooseAgents): readonly Problem[] {
  if (spot?.mechanism !== 'agv') return [];
  const { claimant } = spot;
  if (claimant === undefined || claimant === 'equal') return [];
  const entries = agents.map((agent) => ({ id: agent?.id, count: countOf(agent) }));
  // An agent whose id is faulty may be the one that is meant.
  if (entries.some(({ id, count }) => id === undefined || count === null)) return [];
  const ids = entries.flatMap(({ id, count }) => replicaIds(id as string, count as number));
  if (ids.includes(claimant)) return [];
  const meant = ids.find((id) => id.startsWith(`${claimant}-`)) ?? nearest(claimant, ids);
  const message = refusal('the id of an agent or equal', claimant, meant === null ? '' : `did you mean ${meant}?`);
  return [{ path: ['spot', 'claimant'], message }];
}

/** A unit has a resale value where the spot allocation is the next endowment. */
export function checkResale({ spot, carry }: LooseScenario): readonly Problem[] {
  if (spot?.resale !== true || carry !== 'reset') return [];
  const message = 'expected false with carry: reset, got true: endowments that are reset leave no unit to sell again';
  return [{ path: ['spot', 'resale'], message }];
}

/** States of different names, with probabilities that add up to 1, each of them leaving the good scarce. */
export function checkStates(
  states: LooseScenario['states'],
  agents: LooseAgents,
  supply: number | null,
): readonly Problem[] {
  const outcomes = states?.outcomes;
  if (outcomes === undefined) return [];
  const at = ['states', 'outcomes'];
  if (outcomes.length === 0)
    return [{ path: at, message: 'expected at least one state, got none: or leave states out' }];
  return [...checkIds(outcomes), ...checkProbabilities(outcomes), ...checkScales(outcomes, agents, supply)];
}

type Outcomes = NonNullable<NonNullable<LooseScenario['states']>['outcomes']>;

function checkIds(outcomes: Outcomes): readonly Problem[] {
  const ids = outcomes.map((outcome) => outcome?.id);
  return ids.flatMap((id, index): readonly Problem[] => {
    const first = ids.indexOf(id);
    if (id === undefined || first === index) return [];
    const message = `expected an id of its own, got ${show(id)}, which states.outcomes[${first}] has already`;
    return [{ path: ['states', 'outcomes', index, 'id'], message }];
  });
}

function checkProbabilities(outcomes: Outcomes): readonly Problem[] {
  const probabilities = outcomes.map((outcome) => toNumber(outcome?.probability));
  if (probabilities.includes(null)) return [];
  const total = (probabilities as readonly number[]).reduce((sum, probability) => sum + probability, 0);
  if (Math.abs(total - 1) <= SUM_TOLERANCE) return [];
  const off = Number(Math.abs(total - 1).toPrecision(6));
  const got = `got ${showSum(total)}, which is ${show(off)} too ${total < 1 ? 'little' : 'much'}`;
  return [{ path: ['states', 'outcomes'], message: `expected probabilities that add up to 1, ${got}` }];
}

function checkScales(outcomes: Outcomes, agents: LooseAgents, supply: number | null): readonly Problem[] {
  if (supply === null) return [];
  const unscaled = demandOf(agents, supply, 1);
  // Without scarcity to begin with there is nothing to keep, and that is said elsewhere.
  if (unscaled === null || !isScarce(unscaled, supply)) return [];
  return outcomes.flatMap((outcome, index): readonly Problem[] => {
    const scale = toNumber(outcome?.demandScale);
    const demand = scale === null ? null : demandOf(agents, supply, scale);
    if (demand === null || isScarce(demand, supply)) return [];
    const expected = `maximum demands that still exceed the supply of ${show(supply)}`;
    const message = `expected ${expected}, got ${showSum(demand)} after this scale: every state keeps the good scarce`;
    return [{ path: ['states', 'outcomes', index, 'demandScale'], message }];
  });
}
