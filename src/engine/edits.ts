import { Immer } from 'immer';
import type { PerAgent } from '../domain/economy.ts';
import type { Edit } from '../domain/edits.ts';
import type { Scenario, StrategyChoice } from '../domain/scenario.ts';
import type { Answer } from './commands.ts';

/** It leaves freezing to the tests. */
const { produce } = new Immer({ autoFreeze: false });

/** What the path of an edit leads to. The first four are of one cycle, the others hold from the fork on. */
export type EditTarget =
  | { readonly kind: 'demand' | 'report' | 'type'; readonly agent: string }
  | { readonly kind: 'endowments' | 'state' }
  | { readonly kind: 'forward' | 'spot' | 'cycles' | 'discount' | 'carry' }
  | { readonly kind: 'strategy'; readonly market: 'forward' | 'spot'; readonly agent: string };

/** Null for a path that no edit has. Ids of agents may hold dots. */
export const editTarget = (path: string): EditTarget | null => {
  switch (path) {
    case 'endowments':
    case 'state':
    case 'forward':
    case 'spot':
    case 'cycles':
    case 'discount':
    case 'carry':
      return { kind: path };
  }
  const [, list = '', rest = ''] = /^(demands|reports|types|agents)\.(.+)$/s.exec(path) ?? [];
  if (list === '') return null;
  if (list !== 'agents') return { kind: list.slice(0, -1) as 'demand' | 'report' | 'type', agent: rest };
  const [, agent = '', market = ''] = /^(.+)\.(forward|spot)$/s.exec(rest) ?? [];
  return agent === '' ? null : { kind: 'strategy', market: market as 'forward' | 'spot', agent };
};

const OF_CYCLE = ['demand', 'report', 'type', 'endowments', 'state'] as const;
type OfCycle = (typeof OF_CYCLE)[number];

const isOfCycleKind = (kind: EditTarget['kind']): kind is OfCycle => OF_CYCLE.some((one) => one === kind);

/** Whether an edit is about one cycle only. */
export const isOfCycle = ({ path }: Edit): boolean => {
  const target = editTarget(path);
  return target !== null && isOfCycleKind(target.kind);
};

/** The scenario from a fork on: the same object where no edit changes it. Agents keep their primitives. */
export const editedScenario = (scenario: Scenario, edits: readonly Edit[]): Scenario =>
  produce(scenario, (draft) => {
    for (const { path, value } of edits) {
      const target = editTarget(path);
      if (target === null || isOfCycleKind(target.kind)) continue;
      if (target.kind !== 'strategy') Object.assign(draft, { [target.kind]: value });
      else {
        const { agent, market } = target;
        for (const own of draft.agents) if (own.id === agent) own[market] = value as StrategyChoice;
      }
    }
  });

/** One number an agent, with those in place that edits set; a later edit comes before an earlier one. */
export const editedEach = <T extends Answer>(
  values: readonly T[],
  {
    edits,
    kind,
    agents,
  }: {
    readonly edits: readonly Edit[];
    readonly kind: 'demand' | 'report' | 'type';
    readonly agents: readonly string[];
  },
): readonly (T | number)[] => {
  const set = new Map<string, number>();
  for (const { path, value } of edits) {
    const target = editTarget(path);
    if (target?.kind === kind && 'agent' in target) set.set(target.agent, value as number);
  }
  return set.size === 0 ? values : values.map((value, i) => set.get(agents[i] as string) ?? value);
};

/** What the last of the edits at this path says; undefined where there is none. */
export const editAt = (edits: readonly Edit[], path: 'endowments' | 'state'): PerAgent | string | undefined =>
  edits.findLast((edit) => edit.path === path)?.value as PerAgent | string | undefined;
