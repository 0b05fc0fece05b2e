import { numericFault } from './fields.ts';
import type { Path, Problem } from './problem.ts';
import { refusal, unknownName } from './refusal.ts';
import { schemaProblems } from './schemaProblems.ts';
import { show } from './show.ts';
import {
  DESIGNS,
  designSchema,
  factorSchema,
  OUTCOMES_WORDS,
  type WrittenDesign,
  type WrittenFactor,
} from './studySchema.ts';
import { toNumber } from './toNumber.ts';

/** Columns that every table of results has. */
const TAKEN: readonly string[] = ['cell', 'study', 'scenario', 'seed', 'replication', 'failure'];
const COLUMN = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/;

/** The parts of a study that its schema leaves open: factors, design and outcomes, whichever of them are there. */
export function checkStudy({ factors, design, outcomes }: Readonly<Record<string, unknown>>): readonly Problem[] {
  const kind = designKind(design);
  return [
    ...(isMapping(factors) ? checkFactors(factors, kind) : []),
    ...checkDesign(design, kind, isMapping(factors) ? Object.keys(factors).length : null),
    ...checkOutcomes(outcomes),
    ...checkColumns(factors, outcomes),
  ];
}

/** Null where the design is faulty. */
function designKind(design: unknown): (typeof DESIGNS)[number] | null {
  if (design === undefined || design === null) return 'grid';
  const word = isMapping(design) ? design['kind'] : design;
  return DESIGNS.find((one) => one === word) ?? null;
}

function checkDesign(design: unknown, kind: string | null, factors: number | null): readonly Problem[] {
  if (design === undefined || design === null) return [];
  const at: Path = ['design'];
  if (typeof design === 'string') {
    if (kind === null) return [{ path: at, message: unknownName(design, DESIGNS) }];
    if (kind === 'grid') return [];
    return [{ path: at, message: `expected a number of points, too: write { kind: ${kind}, points: 100 }` }];
  }
  const { problems } = schemaProblems(design, { schema: designSchema, noun: 'a design', keys: 'kind and points' });
  const found = problems.map((problem) => ({ ...problem, path: [...at, ...problem.path] }));
  if (found.length > 0) return found;
  const { points, seed } = design as WrittenDesign;
  if (kind === 'grid') {
    const message = 'a grid takes every combination: leave this out, or take random, latin-hypercube or sobol';
    const extra = { points, seed };
    return Object.entries(extra).flatMap(([key, value]) =>
      value === undefined ? [] : [{ path: [...at, key], message, at: 'key' as const }],
    );
  }
  if (points === undefined) return [{ path: at, message: `expected the key points: how many points ${kind} takes` }];
  return factors === 0 ? [{ path: at, message: 'expected factors for a sample, got none' }] : [];
}

function checkFactors(factors: Readonly<Record<string, unknown>>, design: string | null): readonly Problem[] {
  return Object.entries(factors).flatMap(([name, written]): readonly Problem[] => {
    const { problems } = schemaProblems(written, { schema: factorSchema, noun: 'a factor', keys: 'field and values' });
    const found = problems.length > 0 ? problems : checkFactor(written as WrittenFactor, design);
    return found.map((problem) => ({ ...problem, path: ['factors', name, ...problem.path] }));
  });
}

function checkFactor(factor: WrittenFactor, design: string | null): readonly Problem[] {
  const { values, levels, from, to, count, whole, scale } = factor;
  const range = from !== undefined || to !== undefined;
  const kinds = [values !== undefined, levels !== undefined, range].filter(Boolean).length;
  if (kinds !== 1) {
    const got = kinds === 0 ? 'none of them' : 'several';
    return [{ path: [], message: `expected values, levels, or from and to, got ${got}` }];
  }
  if (!range) {
    return (['count', 'scale', 'whole'] as const).flatMap((key): readonly Problem[] =>
      factor[key] === undefined ? [] : [{ path: [key], message: `${key} is for a range of from and to`, at: 'key' }],
    );
  }
  if (from === undefined || to === undefined) {
    return [
      {
        path: [],
        message: `expected both ends of the range, the key ${from === undefined ? 'from' : 'to'} is missing`,
      },
    ];
  }
  const [low, high] = [toNumber(from) as number, toNumber(to) as number];
  if (low >= high) return [{ path: ['to'], message: refusal(`more than from, ${show(from)}`, to) }];
  if (scale === 'log' && low <= 0) {
    return [{ path: ['from'], message: refusal('more than 0', from, 'equal ratios never reach 0') }];
  }
  if (whole === true) {
    const ends = { from, to };
    const broken = Object.entries(ends).flatMap(([key, end]): readonly Problem[] => {
      const message = numericFault(end, { whole: true, from: -1e15, to: 1e15 });
      return message === null ? [] : [{ path: [key], message: refusal('a whole number, as whole is true', end) }];
    });
    if (broken.length > 0) return broken;
  }
  if (design === 'grid' && count === undefined) {
    return [{ path: [], message: 'expected the key count: how many numbers of the range a grid takes' }];
  }
  if (design !== null && design !== 'grid' && count !== undefined) {
    return [{ path: ['count'], message: `a ${design} design has points of its own: leave count out`, at: 'key' }];
  }
  return [];
}

function checkOutcomes(outcomes: unknown): readonly Problem[] {
  // That they are missing, or no part of the file, the schema has said.
  if (outcomes === undefined) return [];
  const expected = OUTCOMES_WORDS;
  if (!Array.isArray(outcomes) && !isMapping(outcomes))
    return [{ path: ['outcomes'], message: refusal(expected, outcomes) }];
  const all: readonly (readonly [string | number, unknown])[] = Array.isArray(outcomes)
    ? outcomes.map((path, index) => [index, path] as const)
    : Object.entries(outcomes);
  if (all.length === 0) return [{ path: ['outcomes'], message: refusal(expected, outcomes) }];
  return all.flatMap(([key, path]) =>
    typeof path === 'string' && path.trim() !== ''
      ? []
      : [{ path: ['outcomes', key], message: refusal('the path of a figure, such as run.efficiency', path) }],
  );
}

/** Names of columns: such as a query can write, none twice. */
function checkColumns(factors: unknown, outcomes: unknown): readonly Problem[] {
  const seen = new Map<string, string>();
  const judge = (name: string, path: Path): readonly Problem[] => {
    const message = columnFault(name, seen);
    seen.set(name.toLowerCase(), name);
    return message === null ? [] : [{ path, message, at: 'key' }];
  };
  return [
    ...(isMapping(factors) ? Object.keys(factors) : []).flatMap((name) => judge(name, ['factors', name])),
    ...(isMapping(outcomes) ? Object.keys(outcomes) : []).flatMap((name) => judge(name, ['outcomes', name])),
  ];
}

function columnFault(name: string, seen: ReadonlyMap<string, string>): string | null {
  if (!COLUMN.test(name) || name === '__proto__') {
    return refusal('a name of letters, digits, _, . and -, that begins with a letter', name);
  }
  if (TAKEN.includes(name.toLowerCase())) return `every table of results has a column ${name}: choose another name`;
  const other = seen.get(name.toLowerCase());
  if (other === undefined) return null;
  return `there is a column ${other} already${other === name ? '' : ', and queries do not tell capitals apart'}: choose another name`;
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
