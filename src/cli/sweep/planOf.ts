import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Fault } from '../../../scenarios/fault.ts';
import type { StudyDraft } from '../../../scenarios/parseStudy.ts';
import type { Path, Problem } from '../../../scenarios/problem.ts';
import { SCENARIO, schemaProblems } from '../../../scenarios/schemaProblems.ts';
import { showCount } from '../../../scenarios/show.ts';
import { isModulePath } from '../../../scenarios/strategySchema.ts';
import { MOST_CELLS, type WrittenFactor, type WrittenStudy } from '../../../scenarios/studySchema.ts';
import { toNumber } from '../../../scenarios/toNumber.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { locateNumbers, locateParts, type NumberPath, withNumbers } from '../../studies/statics/scenarioPath.ts';
import { sizeOf } from '../../studies/sweep/designPoints.ts';
import type { Design, Factor, FactorValues, Label, Plan } from '../../studies/sweep/plan.ts';
import { MOST_SOBOL_FACTORS } from '../../studies/sweep/sobol.ts';
import { VERSION } from '../../version.ts';
import { pathSentence } from '../pathFault.ts';
import { outcomesOf } from './outcomesOf.ts';

/** Seconds a cell, unless the study says otherwise. */
const TIME_LIMIT = 300;
/** Draws of a sample, unless the study says otherwise. */
const DRAWS = 100_000;

/**
 * The plan of a study whose every part was found in order: its factors' fields and its outcomes exist, its levels are of the kind
 * that their fields take, its cells are no more than can be borne. `folder` is where the paths of users' agents start.
 */
export const planOf = async (
  draft: StudyDraft,
  folder: string,
): Promise<{ readonly plan: Plan } | { readonly faults: readonly Fault[] }> => {
  const { written, scenario } = draft;
  const problems: Problem[] = [];
  const factors = scenario === null ? [] : factorsOf(scenario, written.factors ?? {}, problems);
  const outcomes = scenario === null ? [] : await outcomesOf(scenario, written, problems);
  const found = draft.faults(problems);
  if (found.length > 0) return { faults: found };
  const { name = '', replications, draws, timeLimit } = written;
  const plan: Omit<Plan, 'modules'> = {
    name,
    version: VERSION,
    scenario: scenario as Scenario,
    factors,
    design: designOf(written.design, name),
    replications: number(replications ?? 1),
    outcomes,
    draws: outcomes.some(({ path }) => path.startsWith('sample.')) ? number(draws ?? DRAWS) : null,
    timeLimit: 1000 * number(timeLimit ?? TIME_LIMIT),
  };
  checkSize(plan, problems);
  const modules = hashesOf(plan, folder, problems);
  return problems.length > 0 ? { faults: draft.faults(problems) } : { plan: { ...plan, modules } };
};

const number = (written: unknown): number => toNumber(written) as number;

const designOf = (written: WrittenStudy['design'], name: string): Design => {
  const design = typeof written === 'string' ? { kind: written } : written;
  if (design === undefined || design.kind === 'grid') return { kind: 'grid' };
  const { kind, points, seed } = design;
  return { kind, points: number(points), seed: String(seed ?? name) };
};

const factorsOf = (
  scenario: Scenario,
  written: Readonly<Record<string, WrittenFactor | undefined>>,
  problems: Problem[],
): readonly Factor[] => {
  const taken: { readonly target: NumberPath; readonly name: string }[] = [];
  return Object.entries(written).flatMap(([name, factor]): readonly Factor[] => {
    // Faulty as a whole, and said so.
    if (factor === undefined) return [];
    const at: Path = ['factors', name];
    const values = valuesOf(factor);
    const fields: readonly unknown[] = Array.isArray(factor.field) ? factor.field : [factor.field];
    const targets = fields.flatMap((field, index): readonly NumberPath[] => {
      const path = [...at, 'field', ...(Array.isArray(factor.field) ? [index] : [])];
      const locate = values.kind === 'interval' ? locateNumbers : locateParts;
      const located = locate(scenario, String(field));
      if ('paths' in located) return located.paths;
      problems.push({ path, message: pathSentence(located.fault) });
      return [];
    });
    for (const target of targets) {
      const other = taken.find((one) => target.every((step, i) => i >= one.target.length || one.target[i] === step));
      const message = `factor ${other?.name} varies ${other?.name === name ? 'this already' : 'a part of this, or all of it, already'}`;
      if (other !== undefined) problems.push({ path: [...at, 'field'], message });
      taken.push({ target, name });
    }
    if (targets.length > 0) problems.push(...levelProblems(scenario, at, factor, targets));
    return [{ name, targets, values }];
  });
};

const valuesOf = (factor: WrittenFactor): FactorValues => {
  const { values, levels, from, to, count, scale, whole } = factor;
  if (values !== undefined) return { kind: 'levels', labels: values.map(labelOf), values };
  if (levels !== undefined) return { kind: 'levels', labels: Object.keys(levels), values: Object.values(levels) };
  return {
    kind: 'interval',
    from: number(from),
    to: number(to),
    count: count === undefined ? null : number(count),
    scale: scale ?? 'linear',
    whole: whole ?? false,
  };
};

/** A fraction goes by the number that it is, a list or a mapping by its text. */
const labelOf = (value: unknown): Label => {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return toNumber(value) ?? (value as Label);
};

/** Levels that no scenario could have there, whatever else it has. */
const levelProblems = (
  scenario: Scenario,
  at: Path,
  { values, levels }: WrittenFactor,
  targets: readonly NumberPath[],
): readonly Problem[] => {
  const each: readonly (readonly [Path, unknown])[] = [
    ...(values ?? []).map((value, index) => [[...at, 'values', index], value] as const),
    ...Object.entries(levels ?? {}).map(([name, value]) => [[...at, 'levels', name], value] as const),
  ];
  return each.flatMap(([path, value]): readonly Problem[] => {
    if (namesFile(value)) return [{ path, message: 'a level cannot name a file: write its values here' }];
    const { problems } = schemaProblems(withNumbers(scenario, targets, value), SCENARIO);
    // All targets take the value: the first that complains speaks for them.
    const target = targets.find((one) => problems.some((problem) => isWithin(problem.path, one)));
    if (target === undefined) return [];
    return problems
      .filter((problem) => isWithin(problem.path, target))
      .map((problem) => ({ ...problem, path: [...path, ...problem.path.slice(target.length)] }));
  });
};

const isWithin = (path: Path, outer: Path): boolean => outer.every((step, index) => path[index] === step);

const namesFile = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ((Object.hasOwn(value, 'family') && Object.hasOwn(value, 'file')) || Object.values(value).some(namesFile));

const checkSize = ({ factors, design, replications }: Omit<Plan, 'modules'>, problems: Problem[]): void => {
  const sizes = factors.map(({ values }) => sizeOf(values));
  const points = design.kind === 'grid' ? sizes.reduce((product, size) => product * size, 1) : design.points;
  if (points * replications > MOST_CELLS) {
    const shape = design.kind === 'grid' && sizes.length > 0 ? sizes.map(showCount).join(' x ') : showCount(points);
    const cells = `${shape} points${replications > 1 ? ` x ${showCount(replications)} replications` : ''}`;
    problems.push({
      path: factors.length > 0 ? ['factors'] : ['replications'],
      message: `expected at most ${showCount(MOST_CELLS)} cells, got ${cells}: split the study or take a sample`,
    });
  }
  if (design.kind === 'sobol' && factors.length > MOST_SOBOL_FACTORS) {
    const message = `a sobol design has at most ${MOST_SOBOL_FACTORS} factors, got ${factors.length}`;
    problems.push({ path: ['design'], message });
  }
};

/** The modules of agents that any cell may call, with the hashes of their files. */
const hashesOf = (
  { scenario, factors }: Omit<Plan, 'modules'>,
  folder: string,
  problems: Problem[],
): Plan['modules'] => {
  const found = new Map<string, Path>();
  const look = (agents: unknown, at: Path): void => {
    for (const agent of Object.values((agents ?? {}) as Record<string, unknown>)) {
      for (const market of ['forward', 'spot']) {
        const choice = (agent as Record<string, unknown> | null)?.[market];
        const name = typeof choice === 'string' ? choice : (choice as { readonly strategy?: unknown } | null)?.strategy;
        if (typeof name === 'string' && isModulePath(name) && !found.has(name)) found.set(name, at);
      }
    }
  };
  look(scenario.agents, ['scenario']);
  for (const { name, targets, values } of factors) {
    if (values.kind === 'interval') continue;
    for (const value of values.values) look(withNumbers(scenario, targets, value).agents, ['factors', name]);
  }
  const hashes = [...found].flatMap(([path, at]): readonly (readonly [string, string])[] => {
    try {
      return [[path, hashOfFile(resolve(folder, path))]];
    } catch {
      problems.push({
        path: at,
        message: `the agent's module ${path} cannot be read: there is no file ${resolve(folder, path)}`,
      });
      return [];
    }
  });
  return Object.fromEntries(hashes);
};

/** SHA-256 in hex. Throws what the file system throws. */
export const hashOfFile = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
