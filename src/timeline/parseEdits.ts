/**
 * What a user sets (`demands.a1=1/2`, `forward.rule=posted`) as edits of a run at a point of its log, or every fault in it, in
 * sentences. Rules and strategies are judged by the loader of scenario files: the scenario is changed where the path leads, read
 * again as a file would be, and what came of it is the edit, whole.
 */
import { parse } from 'yaml';
import { nearest } from '../../scenarios/nearest.ts';
import { show } from '../../scenarios/show.ts';
import type { Edit } from '../domain/edits.ts';
import type { Scenario } from '../domain/scenario.ts';
import { type Assignment, changedScenario } from './edits/changedScenario.ts';
import { cycleEdit } from './edits/cycleEdit.ts';
import { endowmentsEdit } from './edits/endowmentsEdit.ts';
import { Fault } from './edits/fault.ts';
import { ruleEdit } from './edits/ruleEdit.ts';
import type { ForkPoint } from './forkPoint.ts';

export type ParsedEdits = { readonly edits: readonly Edit[] } | { readonly faults: readonly string[] };

const RULES = ['forward', 'spot', 'cycles', 'discount', 'carry'] as const;
const PATHS = ['demands', 'reports', 'types', 'endowments', 'state', 'agents', ...RULES] as const;

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
