import type { z } from 'zod';
import type { Path, Problem } from './problem.ts';
import { refusal } from './refusal.ts';
import { scenarioSchema } from './schema.ts';
import { supportSchema } from './typeSchema.ts';

interface SchemaProblems {
  readonly problems: readonly Problem[];
  /** The parts of the value that later checks must not look at. */
  readonly unusable: readonly Path[];
}

/** A kind of file, for sentences about a text that is none. */
interface FileKind {
  readonly schema: z.ZodType;
  /** `a scenario` */
  readonly noun: string;
  /** Some of its keys: `name and agents`. */
  readonly keys: string;
}

export const SCENARIO: FileKind = { schema: scenarioSchema, noun: 'a scenario', keys: 'name and agents' };

/** Everything in a value that is not as the schema of its kind of file says. */
export function schemaProblems(value: unknown, { schema, noun, keys }: FileKind): SchemaProblems {
  if (value === null || value === undefined) return whole(`expected ${noun}, got an empty file`);
  if (typeof value !== 'object' || Array.isArray(value)) {
    return whole(refusal(`${noun}, a mapping with keys such as ${keys}`, value));
  }
  const { error } = schema.safeParse(value);
  const found = (error?.issues ?? []).map((issue) => ofIssue(issue, value));
  return { problems: found.flatMap(({ problems }) => problems), unusable: found.flatMap(({ unusable }) => unusable) };
}

function whole(message: string): SchemaProblems {
  return { problems: [{ path: [], message }], unusable: [[]] };
}

function ofIssue(issue: z.core.$ZodIssue, value: unknown): SchemaProblems {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const { message } = issue;
  if (issue.code === 'unrecognized_keys') {
    const lines = message.split('\n');
    const keys = issue.keys.map((key) => [...path, key]);
    return {
      problems: keys.map((key, index) => ({ path: key, message: lines[index] as string, at: 'key' })),
      unusable: keys,
    };
  }
  const { at } = issue.code === 'custom' ? (issue.params ?? {}) : {};
  if (at === 'key') return { problems: [{ path, message, at }], unusable: [path] };
  if (issue.code === 'invalid_union') {
    // The rest of a mapping of unknown kind was not looked at.
    const union = path.slice(0, -1);
    return { problems: [{ path, message }, ...supportProblems(path, value)], unusable: [union] };
  }
  return { problems: [{ path, message }], unusable: [path] };
}

/** A type of unknown family still has a support to check. */
function supportProblems(path: Path, value: unknown): readonly Problem[] {
  if (path.at(-1) !== 'family') return [];
  const type = path.slice(0, -1).reduce<unknown>((part, key) => (part as Record<string | number, unknown>)[key], value);
  const issues = supportSchema.safeParse(type).error?.issues ?? [];
  return issues.map((issue) => ({ path: [...path.slice(0, -1), String(issue.path[0])], message: issue.message }));
}
