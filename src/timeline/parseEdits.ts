/**
 * What a user sets (`demands.a1=1/2`, `forward.rule=posted`) as edits of a run at a point of its log, or every fault in it, in
 * sentences. Rules and strategies are judged by the loader of scenario files: the scenario is changed where the path leads, read
 * again as a file would be, and what came of it is the edit, whole. Longer than 200 lines: each path has its own way to be late.
 */
import { parse } from 'yaml';
import { nearest } from '../../scenarios/nearest.ts';
import { parseScenario } from '../../scenarios/parseScenario.ts';
import { show, showSum } from '../../scenarios/show.ts';
import { toNumber } from '../../scenarios/toNumber.ts';
import type { PerAgent } from '../domain/economy.ts';
import type { Edit } from '../domain/edits.ts';
import type { EventKind } from '../domain/events.ts';
import type { Scenario } from '../domain/scenario.ts';
import { type EditTarget, editTarget } from '../engine/edits.ts';
import type { ForkPoint } from './forkPoint.ts';
import type { PlacedEvent } from './moment.ts';

export type ParsedEdits = { readonly edits: readonly Edit[] } | { readonly faults: readonly string[] };

/** A fault that the user hears of; nothing outside this file sees it. */
class Fault extends Error {}

interface Assignment {
  readonly path: string;
  readonly value: unknown;
}

const RULES = ['forward', 'spot', 'cycles', 'discount', 'carry'] as const;
const PATHS = ['demands', 'reports', 'types', 'endowments', 'state', 'agents', ...RULES] as const;
/** As far as sums of decimals can be trusted; the loader of scenarios allows the same. */
const SUM_TOLERANCE = 1e-9;

/** `written`: one `PATH=VALUE` each. Edits come in the order in which a run meets them. */
export const parseEdits = (written: readonly string[], point: ForkPoint): ParsedEdits => {
  const faults: string[] = [];
  const attempt = <T>(of: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.push(`${of}: ${error.message}`);
      return undefined;
    }
  };
  const scenario = point.state.scenario as Scenario;
  const assignments = written.flatMap((text) => attempt(text, () => [assignmentOf(text, point, scenario)]) ?? []);
  const twice = assignments.find(({ path }, i) => assignments.findIndex((other) => other.path === path) < i);
  if (twice !== undefined) faults.push(`${twice.path}: it is set twice`);

  const ofRules = assignments.filter(({ path }) => isRule(path));
  const changed = ofRules.length === 0 ? scenario : changedScenario(scenario, ofRules, faults);
  const rules = ofRules.flatMap(({ path }) =>
    changed === null ? [] : (attempt(path, () => [ruleEdit(path, changed, point)]) ?? []),
  );
  const ofCycle = assignments.filter(({ path }) => !isRule(path));
  const endowments = ofCycle.filter(({ path }) => /^endowments(\.|$)/.test(path));
  const context = { point, scenario: changed ?? scenario };
  const cycle = [
    ...(endowments.length === 0 ? [] : (attempt('endowments', () => [endowmentsEdit(endowments, context)]) ?? [])),
    ...ofCycle
      .filter((each) => !endowments.includes(each))
      .flatMap((each) => attempt(each.path, () => [cycleEdit(each, context)]) ?? []),
  ];
  if (faults.length > 0) return { faults };
  const edits = [...rules, ...cycle];
  return { edits: edits.filter(({ path }, i) => edits.findIndex((other) => other.path === path) === i) };
};

const isRule = (path: string): boolean => /^(forward|spot|cycles|discount|carry|agents)(\.|$)/.test(path);

const assignmentOf = (text: string, { event }: ForkPoint, scenario: Scenario): Assignment => {
  const stroke = text.indexOf('=');
  if (stroke < 1) throw new Fault('expected PATH=VALUE, as in demands.a1=1/2');
  const given = text.slice(0, stroke).trim();
  const short =
    event !== null && 'agent' in event
      ? ({ demand: `demands.${event.agent}`, report: `reports.${event.agent}` } as const)
      : {};
  const path = (short as Readonly<Record<string, string>>)[given] ?? given;
  const [first = ''] = path.split('.');
  if (!PATHS.some((known) => known === first)) throw new Fault(unknownPath(first, scenario));
  const raw = text.slice(stroke + 1).trim();
  if (raw === '') throw new Fault('the value is missing');
  try {
    return { path, value: parse(raw) };
  } catch {
    throw new Fault(`${show(raw)} is no value: write a number, a fraction, a name or a list`);
  }
};

const unknownPath = (first: string, scenario: Scenario): string => {
  if (Object.hasOwn(scenario, first)) {
    return `${first} is the same for a whole run: change the scenario's file and run that`;
  }
  const meant = nearest(first, PATHS);
  return `nothing is called ${show(first)}: ${meant === null ? `expected one of ${PATHS.join(', ')}` : `did you mean ${meant}?`}`;
};

const idIn = (scenario: Scenario, id: string): string => {
  const ids = scenario.agents.map((agent) => agent.id);
  if (ids.includes(id)) return id;
  const meant = nearest(id, ids);
  throw new Fault(
    `the run has no agent ${show(id)}: ${meant === null ? `its agents are ${ids.slice(0, 20).join(', ')}` : `did you mean ${meant}?`}`,
  );
};

/** The scenario with rules and strategies set, as its loader reads it; null, with faults added, where it refuses. */
const changedScenario = (scenario: Scenario, assignments: readonly Assignment[], faults: string[]): Scenario | null => {
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

/** The whole rule or strategy that a path leads into, if it can still make a difference. */
const ruleEdit = (path: string, changed: Scenario, point: ForkPoint): Edit => {
  const target = targetOf(path);
  const { cycle } = point.state;
  if (changed.cycles < cycle) {
    throw new Fault(`cycle ${cycle} has begun: expected ${cycle} cycles or more, got ${changed.cycles}`);
  }
  const opened = (...kinds: readonly EventKind[]): PlacedEvent | undefined =>
    point.said.find(({ event }) => kinds.includes(event.kind));
  /** Refuses what would come too late for this cycle where no other follows. */
  const late = (what: string, by: PlacedEvent | undefined): void => {
    if (changed.cycles > cycle) return;
    if (point.said.length === 0) throw new Fault(`no cycle follows: set cycles, too, which are ${cycle}`);
    if (by === undefined) return;
    throw new Fault(
      `${what} in event ${by.seq}, and no cycle follows: fork at ${by.seq} or before, or set cycles, too`,
    );
  };
  switch (target.kind) {
    case 'forward':
      late('the forward market opened', opened('forward-opened', 'forward-refused'));
      return { path: 'forward', value: changed.forward };
    case 'spot':
      late('the spot market opened', opened('spot-opened'));
      return { path: 'spot', value: changed.spot };
    case 'carry':
      late('the last cycle started', opened('cycle-started'));
      return { path: 'carry', value: changed.carry };
    case 'cycles':
    case 'discount':
      return { path: target.kind, value: changed[target.kind] };
    case 'strategy': {
      const { agent, market } = target;
      const own = changed.agents.find(({ id }) => id === agent) as Scenario['agents'][number];
      late(`${agent} was asked`, market === 'forward' ? demandedBy(point, agent) : reportedBy(point, agent));
      return { path: `agents.${agent}.${market}`, value: own[market] };
    }
    default:
      throw new Fault('it is no rule');
  }
};

/** Of `agents.a1.forward.factor` that of `agents.a1.forward`. */
const targetOf = (path: string): EditTarget => {
  const whole = path.startsWith('agents.')
    ? path.replace(/^(agents\..+?\.(?:forward|spot))\..*$/s, '$1')
    : (path.split('.')[0] as string);
  const target = editTarget(whole);
  if (target === null) throw new Fault('nothing is called so');
  return target;
};

const demandedBy = ({ said }: ForkPoint, agent: string): PlacedEvent | undefined =>
  said.find(
    ({ event }) =>
      (event.kind === 'demand-submitted' && event.agent === agent) ||
      (event.kind === 'answer-refused' && event.market === 'forward' && event.agent === agent) ||
      event.kind === 'forward-cleared' ||
      event.kind === 'forward-refused',
  );

const reportedBy = ({ said }: ForkPoint, agent: string): PlacedEvent | undefined =>
  said.find(
    ({ event }) =>
      (event.kind === 'report-submitted' && event.agent === agent) ||
      (event.kind === 'answer-refused' && event.market === 'spot' && event.agent === agent) ||
      (event.kind === 'spot-opened' && !event.operates) ||
      event.kind === 'spot-cleared',
  );

interface CycleContext {
  readonly point: ForkPoint;
  readonly scenario: Scenario;
}

/** Between cycles, that another one follows. */
const needCycle = ({ point, scenario }: CycleContext): void => {
  if (point.said.length === 0 && point.state.cycle >= scenario.cycles) {
    throw new Fault(`no cycle follows: set cycles, too, which are ${scenario.cycles}`);
  }
};

/** What has been said already, in words: `a1 demanded in event 9: fork at 9 or before`. */
const past = (what: string, by: PlacedEvent | undefined): void => {
  if (by !== undefined) throw new Fault(`${what} in event ${by.seq}: fork at ${by.seq} or before`);
};

const cycleEdit = ({ path, value }: Assignment, context: CycleContext): Edit => {
  const { point, scenario } = context;
  if (path === 'state') return stateEdit(value, context);
  const target = editTarget(path);
  if (target === null || !('agent' in target))
    throw new Fault(`expected an agent's id behind it, as in ${path}.${scenario.agents[0]?.id}`);
  const agent = idIn(scenario, target.agent);
  needCycle(context);
  const { min, max } = (scenario.agents[0] as Scenario['agents'][number]).type;
  switch (target.kind) {
    case 'demand': {
      const by = demandedBy(point, agent);
      past(
        by?.event.kind === 'forward-refused'
          ? 'the forward market stayed shut'
          : by?.event.kind === 'forward-cleared'
            ? 'the forward market cleared'
            : `${agent} demanded`,
        by,
      );
      const opened = point.said.some(({ event }) => event.kind === 'forward-opened');
      if (((opened ? point.state.openedWith.forward : null) ?? scenario).forward.rule === 'none') {
        throw new Fault('nobody is asked for a demand: the rule of the forward market is none');
      }
      return { path, value: within(value, 0, scenario.supply, 'a demand') };
    }
    case 'report': {
      const by = reportedBy(point, agent);
      past(
        by?.event.kind === 'spot-opened'
          ? 'the spot market stayed shut'
          : by?.event.kind === 'spot-cleared'
            ? 'the spot market cleared'
            : `${agent} reported`,
        by,
      );
      return { path, value: within(value, min, max, 'a report') };
    }
    case 'type':
      past(
        'types were drawn',
        point.said.find(({ event }) => event.kind === 'types-realized'),
      );
      return { path, value: within(value, min, max, 'a type') };
    default:
      throw new Fault('it cannot be set');
  }
};

const within = (value: unknown, low: number, high: number, what: string): number => {
  const number = toNumber(value);
  if (number !== null && number >= low && number <= high) return number;
  throw new Fault(`expected ${what} between ${low} and ${high}, got ${show(value)}`);
};

const stateEdit = (value: unknown, context: CycleContext): Edit => {
  const { point, scenario } = context;
  if (scenario.states === null) throw new Fault('the scenario has no states of demand');
  needCycle(context);
  past(
    'the state came true',
    point.said.find(({ event }) => event.kind === 'state-realized'),
  );
  const ids = scenario.states.outcomes.map(({ id }) => id);
  const id = String(value);
  if (ids.includes(id)) return { path: 'state', value: id };
  const meant = nearest(id, ids);
  throw new Fault(
    `expected ${ids.join(' or ')}, got ${show(value)}${meant === null ? '' : `: did you mean ${meant}?`}`,
  );
};

const endowmentsEdit = (assignments: readonly Assignment[], context: CycleContext): Edit => {
  const { point, scenario } = context;
  needCycle(context);
  past(
    'the cycle started with these endowments',
    point.said.find(({ event }) => event.kind === 'cycle-started'),
  );
  const { agents, supply } = scenario;
  const carried = point.state.cycle > 0 && scenario.carry === 'allocation';
  const each: number[] = carried ? [...point.state.allocation] : agents.map(({ endowment }) => endowment);
  for (const { path, value } of assignments) {
    const id = path.slice('endowments.'.length);
    if (path !== 'endowments') {
      each[agents.findIndex((agent) => agent.id === idIn(scenario, id))] = within(
        value,
        0,
        supply,
        `${id}'s endowment`,
      );
      continue;
    }
    if (!Array.isArray(value) || value.length !== agents.length) {
      throw new Fault(`expected a list of ${agents.length} numbers, one an agent, got ${show(value)}`);
    }
    value.forEach((one, i) => {
      each[i] = within(one, 0, supply, `${agents[i]?.id}'s endowment`);
    });
  }
  const sum = each.reduce((all, one) => all + one, 0);
  if (Math.abs(sum - supply) > SUM_TOLERANCE * supply) {
    const off = showSum(Math.abs(sum - supply));
    throw new Fault(
      `they would add up to ${showSum(sum)}, which is ${off} too ${sum < supply ? 'little' : 'much'}: set others, too, so that they add up to the supply of ${show(supply)}`,
    );
  }
  return { path: 'endowments', value: each as PerAgent };
};
