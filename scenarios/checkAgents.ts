import { isWritten, type Loose } from './loose.ts';
import type { Problem } from './problem.ts';
import { replicaIds } from './replicas.ts';
import { MOST_AGENTS, type WrittenAgent } from './schema.ts';
import { show, showCount, showSum } from './show.ts';
import { toNumber } from './toNumber.ts';

export type LooseAgents = readonly (Loose<WrittenAgent> | undefined)[];

/** Sums of decimals and thirds miss their mark by rounding alone; nobody writes a scenario to more than nine digits. */
export const SUM_TOLERANCE = 1e-9;

/** How many agents an entry stands for; null where that is unknown. */
export function countOf(agent: Loose<WrittenAgent> | undefined): number | null {
  if (agent === undefined) return null;
  return isWritten(agent, 'count') ? toNumber(agent.count) : 1;
}

/** The agents as a group: how many, their ids, who owns and who wants how much. `supply` is null where it is unknown. */
export function checkAgents(agents: LooseAgents, supply: number | null): readonly Problem[] {
  const counts = agents.map(countOf);
  const total = counts.reduce<number>((sum, count) => sum + (count ?? 1), 0);
  if (total > MOST_AGENTS) {
    const message = `expected at most ${showCount(MOST_AGENTS)} agents, replicas counted, got ${showCount(total)}`;
    return [{ path: ['agents'], message }];
  }
  if (total < 2) {
    return [{ path: ['agents'], message: `expected at least 2 agents, got ${total === 0 ? 'none' : 'one'}` }];
  }
  return [
    ...checkIds(agents, counts),
    ...(supply === null ? [] : checkEndowments(agents, supply)),
    ...(supply === null ? [] : checkScarcity(agents, supply)),
  ];
}

function checkIds(agents: LooseAgents, counts: readonly (number | null)[]): readonly Problem[] {
  const owners = new Map<string, number>();
  return agents.flatMap((agent, index): readonly Problem[] => {
    const count = counts[index] ?? null;
    if (agent?.id === undefined || count === null) return [];
    const ids = replicaIds(agent.id, count);
    const clash = ids.find((id) => owners.has(id));
    for (const id of ids) if (!owners.has(id)) owners.set(id, index);
    if (clash === undefined) return [];
    const replica = count > 1 ? 'the replica ' : '';
    const message = `expected an id of its own, got ${replica}${show(clash)}, which agents[${owners.get(clash)}] has already`;
    return [{ path: ['agents', index, 'id'], message }];
  });
}

function checkEndowments(agents: LooseAgents, supply: number): readonly Problem[] {
  const owned = sumOver(agents, (agent) => toNumber(agent.endowment));
  if (owned === null || Math.abs(owned - supply) <= SUM_TOLERANCE * supply) return [];
  const off = Number(Math.abs(owned - supply).toPrecision(6));
  const expected = `endowments that add up to the supply of ${show(supply)}`;
  const got = `got ${showSum(owned)}, which is ${show(off)} too ${owned < supply ? 'little' : 'much'}`;
  return [{ path: ['agents'], message: `expected ${expected}, ${got}` }];
}

function checkScarcity(agents: LooseAgents, supply: number): readonly Problem[] {
  const demand = demandOf(agents, supply, 1);
  if (demand === null || isScarce(demand, supply)) return [];
  const expected = `maximum demands that together exceed the supply of ${show(supply)}`;
  return [
    { path: ['agents'], message: `expected ${expected}, got ${showSum(demand)}: without scarcity units have no price` },
  ];
}

/** All maximum demands, each counted up to the supply, after `scale`; null if one is unknown. */
export function demandOf(agents: LooseAgents, supply: number, scale: number): number | null {
  return sumOver(agents, (agent) => {
    const maxDemand = toNumber(agent.maxDemand);
    return maxDemand === null ? null : Math.min(supply, maxDemand * scale);
  });
}

export function isScarce(demand: number, supply: number): boolean {
  return demand > supply * (1 + SUM_TOLERANCE);
}

/** Summed agent by agent, as the resolved scenario would be, so that both give the same sum to the last bit. */
function sumOver(agents: LooseAgents, quantityOf: (agent: Loose<WrittenAgent>) => number | null): number | null {
  let sum = 0;
  for (const agent of agents) {
    const count = countOf(agent);
    const quantity = agent === undefined ? null : quantityOf(agent);
    if (count === null || quantity === null) return null;
    for (let replica = 0; replica < count; replica += 1) sum += quantity;
  }
  return sum;
}
