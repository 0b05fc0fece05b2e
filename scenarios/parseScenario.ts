import type { Scenario } from '../src/domain/scenario.ts';
import { checkScenario } from './checkScenario.ts';
import { type Column, numericColumn, type ReadColumn } from './column.ts';
import type { Fault } from './fault.ts';
import { type Loose, takeOut } from './loose.ts';
import { type Problem, writePath } from './problem.ts';
import { readSource } from './readSource.ts';
import { resolveScenario } from './resolveScenario.ts';
import type { WrittenScenario } from './schema.ts';
import { schemaProblems } from './schemaProblems.ts';
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
  const schema = source.problems.length > 0 && source.value === undefined ? null : schemaProblems(source.value);
  const checks: Problem[] = [];
  if (schema !== null && source.brokenAt === null) {
    const unreadable = source.problems.filter(({ at }) => at !== 'key').map(({ path }) => path);
    const usable = takeOut(source.value, [...schema.unusable, ...unreadable.filter((path) => path.length > 0)]);
    if (usable !== undefined) checks.push(...checkScenario(usable as Loose<WrittenScenario>, columns.get));
  }
  const faults = locateFaults(source, [...(schema?.problems ?? []), ...checks], file);
  if (faults.length > 0) return { faults };
  return { scenario: resolveScenario(source.value as WrittenScenario, columns.get), notes: columns.notes() };
}

/** Each column is read once, however often it is named. */
function columnCache(readColumn: ReadColumn) {
  const read = new Map<string, Column>();
  return {
    get: (file: string, column: string): Column => {
      const key = JSON.stringify([file, column]);
      const values = read.get(key) ?? numericColumn(file, column, readColumn);
      read.set(key, values);
      return values;
    },
    notes: (): readonly string[] => [...read.values()].flatMap(({ note }) => note ?? []),
  };
}

function locateFaults(source: Source, problems: readonly Problem[], file: string): readonly Fault[] {
  const { brokenAt } = source;
  const unreadable = new Set(source.problems.filter(({ at }) => at !== 'key').map(({ path }) => writePath(path)));
  const placed = problems
    // What could not be read has its sentence already.
    .filter(({ path }) => path.length === 0 || !unreadable.has(writePath(path)))
    .map((problem) => ({ ...problem, place: source.locate(problem) }))
    .filter(({ place }) => brokenAt === null || (place.found && place.end < brokenAt));
  return [...source.problems, ...placed]
    .sort((a, b) => a.place.start - b.place.start)
    .map(({ path, message, place }) => ({ file, ...source.position(place.start), path: writePath(path), message }));
}
