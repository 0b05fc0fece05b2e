import { parseScenario } from '../../../scenarios/parseScenario.ts';
import { show } from '../../../scenarios/show.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { Fault, idIn } from './fault.ts';

/** What a user sets, read as YAML. */
export interface Assignment {
  readonly path: string;
  readonly value: unknown;
}

/** The scenario with rules and strategies set, as its loader reads it; null, with faults added, where it refuses. */
export const changedScenario = (
  scenario: Scenario,
  assignments: readonly Assignment[],
  faults: string[],
): Scenario | null => {
  const written = structuredClone(scenario) as unknown as Tree;
  /** Keys that stood there before: those that a new rule does not know go with the old one. */
  const inherited = new Set<string>();
  const placed: Assignment[] = [];
  // A whole before its parts, a kind before what it takes.
  const order = ({ path }: Assignment): number =>
    path.split('.').length - (TAGS.some((tag) => path.endsWith(`.${tag}`)) ? 0.5 : 0);
  for (const { path, value } of assignments.toSorted((a, b) => order(a) - order(b))) {
    try {
      put(written, steps(path, scenario), value, inherited);
      placed.push({ path, value });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.push(`${path}: ${error.message}`);
    }
  }
  for (const { path } of placed) inherited.delete(steps(path, scenario).join('.'));
  const options = { file: scenario.name, readColumn: () => ({ error: 'a resolved scenario names no file' }) };
  for (;;) {
    const parsed = parseScenario(JSON.stringify(written), options);
    if ('scenario' in parsed) return placed.length < assignments.length ? null : parsed.scenario;
    const dotted = parsed.faults.map(({ path }) => path.replaceAll(/\[(\d+)\]/g, '.$1'));
    const outdated = parsed.faults.flatMap(({ message }, i) =>
      message.startsWith('unknown key') && inherited.has(dotted[i] as string) ? [dotted[i] as string] : [],
    );
    if (outdated.length === 0) {
      faults.push(...parsed.faults.map(({ path, message }) => `${withIds(path, scenario)}: ${message}`));
      return null;
    }
    for (const path of outdated) {
      remove(written, path.split('.'));
      inherited.delete(path);
    }
  }
};

interface Tree {
  [key: string]: unknown;
}

/** `agents.a1.forward.factor` as `agents`, `0`, `forward`, `factor`. */
const steps = (path: string, scenario: Scenario): readonly string[] => {
  if (!path.startsWith('agents.')) {
    const [first = '', ...rest] = path.split('.');
    if (rest.length > 1 || (rest.length === 1 && !['forward', 'spot'].includes(first))) {
      throw new Fault(`${first} has no ${rest.join('.')}`);
    }
    return [first, ...rest];
  }
  const [, id = '', market = '', parameter] = /^agents\.(.+?)\.(forward|spot)(?:\.([^.]+))?$/s.exec(path) ?? [];
  if (market === '') {
    const [, , field = ''] = path.split('.');
    throw new Fault(
      field === ''
        ? 'expected agents.ID.forward or agents.ID.spot'
        : `a run keeps what its agents are; of an agent forward and spot can be set, got ${show(field)}`,
    );
  }
  const index = String(scenario.agents.findIndex((agent) => agent.id === idIn(scenario, id)));
  return ['agents', index, market, ...(parameter === undefined ? [] : [parameter])];
};

/** The keys that tell one kind of rule or strategy from another. */
const TAGS = ['rule', 'mechanism', 'strategy'];

const put = (root: Tree, path: readonly string[], value: unknown, inherited: Set<string>): void => {
  const parent = path.slice(0, -1).reduce((node, step) => {
    // A strategy's name alone.
    if (typeof node[step] === 'string') node[step] = { strategy: node[step] };
    return node[step] as Tree;
  }, root);
  const last = path.at(-1) as string;
  if (TAGS.includes(last)) {
    for (const key of Object.keys(parent)) if (key !== last) inherited.add([...path.slice(0, -1), key].join('.'));
  }
  // What one strategy takes, another does not mean.
  if (last === 'strategy') for (const key of Object.keys(parent)) delete parent[key];
  parent[last] = value;
};

const remove = (root: Tree, path: readonly string[]): void => {
  const parent = path.slice(0, -1).reduce((node, step) => node[step] as Tree, root);
  delete parent[path.at(-1) as string];
};

const withIds = (path: string, { agents }: Scenario): string =>
  path.replace(/^agents\[(\d+)\]/, (_, index) => `agents.${agents[Number(index)]?.id}`);
