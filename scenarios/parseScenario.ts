import type { Scenario } from '../src/domain/scenario.ts';
import { checkScenario } from './checkScenario.ts';
import type { ReadColumn } from './column.ts';
import { columnCache } from './columnCache.ts';
import type { Fault } from './fault.ts';
import { locateFaults } from './locateFaults.ts';
import { type Loose, takeOut } from './loose.ts';
import type { Path, Problem } from './problem.ts';
import { readSource } from './readSource.ts';
import { resolveScenario } from './resolveScenario.ts';
import type { WrittenScenario } from './schema.ts';
import { SCENARIO, schemaProblems } from './schemaProblems.ts';
import type { Source } from './source.ts';

/** A scenario with every default filled in, and what its user should know of how it came about; or everything wrong with the file. */
export type ParsedScenario =
  | { readonly scenario: Scenario; readonly notes: readonly string[] }
  | { readonly faults: readonly Fault[] };

export interface ParseOptions {
  /** The file's name, as faults show it. */
  readonly file: string;
  /** Reads a column of a CSV file that the scenario names. */
  readonly readColumn: ReadColumn;
}

/**
 * A scenario from the text of its file, YAML 1.2 or JSON. Faults come all at once, in the order of the file; the text
 * after a place where the YAML itself breaks is not judged. The resolved scenario, written as JSON, is a scenario file
 * that gives the same scenario again. Cost is linear in the text and the agents.
 */
export function parseScenario(text: string, { file, readColumn }: ParseOptions): ParsedScenario {
  const source = readSource(text.replace(/^\uFEFF/, ''));
  const columns = columnCache(readColumn);
  const problems = source.problems.length > 0 && source.value === undefined ? [] : judgeScenario(source, [], columns);
  const faults = locateFaults(source, problems, file);
  if (faults.length > 0) return { faults };
  return { scenario: resolveScenario(source.value as WrittenScenario, columns.get), notes: columns.notes() };
}

/** What is wrong with the scenario at a path of a text, with paths into the text; what is faulty is taken out of the value. */
export function judgeScenario(
  { value, problems, brokenAt }: Pick<Source, 'value' | 'problems' | 'brokenAt'>,
  at: Path,
  columns: Pick<ReturnType<typeof columnCache>, 'get'>,
): readonly Problem[] {
  const schema = schemaProblems(value, SCENARIO);
  const found = [...schema.problems];
  if (brokenAt === null) {
    const unreadable = unreadablePaths(problems, at);
    const usable = takeOut(value, [...schema.unusable, ...unreadable.filter((path) => path.length > 0)]);
    if (usable !== undefined) found.push(...checkScenario(usable as Loose<WrittenScenario>, columns.get));
  }
  return found.map((problem) => ({ ...problem, path: [...at, ...problem.path] }));
}

/** Paths below `at`, seen from there, whose text could not be read. */
export function unreadablePaths(problems: readonly Problem[], at: Path = []): readonly Path[] {
  const inside = problems.filter((one) => one.at !== 'key' && at.every((step, index) => one.path[index] === step));
  return inside.map(({ path }) => path.slice(at.length));
}
