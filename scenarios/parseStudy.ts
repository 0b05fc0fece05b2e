import type { Scenario } from '../src/domain/scenario.ts';
import { checkStudy, isMapping } from './checkStudy.ts';
import type { ReadColumn } from './column.ts';
import { columnCache } from './columnCache.ts';
import type { Fault } from './fault.ts';
import { locateFaults } from './locateFaults.ts';
import { takeOut } from './loose.ts';
import { judgeScenario, type ParsedScenario, unreadablePaths } from './parseScenario.ts';
import type { Problem } from './problem.ts';
import { readSource } from './readSource.ts';
import { refusal } from './refusal.ts';
import { resolveScenario } from './resolveScenario.ts';
import type { WrittenScenario } from './schema.ts';
import { schemaProblems } from './schemaProblems.ts';
import { SCENARIO_WORDS, studySchema, type WrittenStudy } from './studySchema.ts';

/** A study as far as its file alone tells; what its paths lead to is for whoever knows the answers to say, in the same words. */
export interface StudyDraft {
  /** Parts that are faulty are missing. */
  readonly written: Partial<WrittenStudy>;
  /** The base scenario; null if it is faulty. */
  readonly scenario: Scenario | null;
  /** The file of the base scenario as the study names it; null if it stands in the study itself. */
  readonly scenarioFile: string | null;
  readonly notes: readonly string[];
  /** Every fault found so far and these, in the order of the file; those of the scenario's own file come last. */
  readonly faults: (more: readonly Problem[]) => readonly Fault[];
}

interface StudyOptions {
  /** The file's name, as faults show it. */
  readonly file: string;
  readonly readColumn: ReadColumn;
  /** Reads the scenario that a study names, by its path as written. */
  readonly readScenario: (path: string) => ParsedScenario;
}

/** A study from the text of its file, YAML 1.2 or JSON. */
export function parseStudy(text: string, { file, readColumn, readScenario }: StudyOptions): StudyDraft {
  const source = readSource(text.replace(/^\uFEFF/, ''));
  const unread = source.problems.length > 0 && source.value === undefined;
  const schema = unread ? NOTHING : schemaProblems(source.value, { schema: studySchema, noun: 'a study', keys: KEYS });
  const base = baseScenario();
  const problems = [...schema.problems, ...base.problems];
  const usable = source.brokenAt === null && !unread;
  const unreadable = unreadablePaths(source.problems).filter((path) => path.length > 0);
  const value = usable ? takeOut(source.value, [...schema.unusable, ...unreadable]) : undefined;
  const checks = isMapping(value) ? checkStudy(value) : [];
  const written = isMapping(value) ? takeOut(value, [...checks.map(({ path }) => path.slice(0, 2))]) : {};
  return {
    written: written as Partial<WrittenStudy>,
    scenario: base.scenario,
    scenarioFile: base.file,
    notes: base.notes,
    faults: (more) => [...locateFaults(source, [...problems, ...checks, ...more], file), ...base.faults],
  };

  function baseScenario(): Base {
    const named = isMapping(source.value) && !unread ? source.value['scenario'] : undefined;
    // That it is missing the schema has said.
    if (!isMapping(source.value) || named === undefined) return NO_BASE;
    if (typeof named === 'string' && named.trim() !== '') {
      const read = readScenario(named);
      if ('faults' in read) return { ...NO_BASE, faults: read.faults, file: named };
      return { ...NO_BASE, scenario: read.scenario, notes: read.notes, file: named };
    }
    if (!isMapping(named)) {
      return { ...NO_BASE, problems: [{ path: ['scenario'], message: refusal(SCENARIO_WORDS, named) }] };
    }
    const columns = columnCache(readColumn);
    const found = judgeScenario({ ...source, value: named }, ['scenario'], columns);
    if (found.length > 0) return { ...NO_BASE, problems: found };
    if (source.problems.length > 0) return NO_BASE;
    return {
      ...NO_BASE,
      scenario: resolveScenario(named as unknown as WrittenScenario, columns.get),
      notes: columns.notes(),
    };
  }
}

const KEYS = 'name, scenario, factors and outcomes';
const NOTHING = { problems: [], unusable: [] } as const;

interface Base {
  readonly scenario: Scenario | null;
  readonly file: string | null;
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
  readonly faults: readonly Fault[];
}

const NO_BASE: Base = { scenario: null, file: null, notes: [], problems: [], faults: [] };
