import { z } from 'zod';
import { choice, flag, label, numeric, record, text } from './fields.ts';
import { refusal } from './refusal.ts';
import { seedSchema } from './schema.ts';

/** The most cells of a study: their names are kept in memory, 100 bytes each. */
export const MOST_CELLS = 1_000_000;

/** What a study must hold, for sentences about one that does not. */
export const SCENARIO_WORDS = 'the path of a scenario file, or a scenario';
export const OUTCOMES_WORDS =
  'what to find out: a list of paths such as solve.interior.expectedSurplus, or a mapping of columns to paths';

/** A key that must be there; what it holds is judged elsewhere. */
const needed = (expected: string, description: string): z.ZodUnknown =>
  z
    .unknown()
    .superRefine((value, context) => {
      if (value === undefined) context.addIssue({ code: 'custom', message: refusal(expected, value) });
    })
    .meta({ description });

const fieldWords =
  'Where in the scenario the values go, such as agents.a1.maxDemand, agents.sellers.type (a group), forward.margin, cycles or seed; several in a list.';

/** One text or a list of them; zod's own union would report both branches. */
const field = z
  .unknown()
  .superRefine((value, context) => {
    const paths: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (paths.length > 0 && paths.every((path) => typeof path === 'string' && path.trim() !== '')) return;
    const expected = 'the path of a field, such as agents.a1.maxDemand, or a list of them';
    context.addIssue({ code: 'custom', message: refusal(expected, value) });
  })
  .meta({
    description: fieldWords,
    anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }],
  }) as unknown as z.ZodType<string | readonly string[]>;

const factor = record('A part of the scenario that varies: values, levels, or from and to.', {
  field,
  values: z
    .array(z.unknown(), { error: ({ input }) => refusal('a list of values', input) })
    .min(1, { error: 'expected values, got an empty list' })
    .describe('The values, as a scenario file would write them.')
    .optional(),
  levels: mapping('Values under the names that the table of results shall show.', 'a mapping from names to values'),
  from: numeric('The first of a range of numbers.').optional(),
  to: numeric('The last of a range of numbers.').optional(),
  count: numeric('How many numbers of the range a grid takes, both ends included.', {
    from: 2,
    to: MOST_CELLS,
    whole: true,
  }).optional(),
  scale: choice('How the range is divided: evenly (linear, if absent), or by equal ratios (log).', [
    'linear',
    'log',
  ]).optional(),
  whole: flag('Whether only whole numbers count; false if absent.').optional(),
});

type Mapping = Readonly<Record<string, unknown>>;

/** A mapping with keys of the author's choice, whose values are looked at later. */
function mapping(description: string, expected: string) {
  return z
    .unknown()
    .superRefine((value, context) => {
      const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (value === undefined || (isMapping && Object.keys(value).length > 0)) return;
      context.addIssue({ code: 'custom', message: refusal(expected, value) });
    })
    .meta({ description, type: 'object', minProperties: 1 })
    .optional() as unknown as z.ZodOptional<z.ZodType<Mapping, Mapping>>;
}

export const DESIGNS = ['grid', 'random', 'latin-hypercube', 'sobol'] as const;

/** A design's word alone is a design, too. */
export const designSchema = record('How the values of the factors meet.', {
  kind: choice('Every combination (grid, if there is no design), or a sample of points.', DESIGNS),
  points: numeric('How many points a sample has.', { from: 1, to: MOST_CELLS, whole: true }).optional(),
  seed: seedSchema.optional().describe("What the sample is drawn from; the study's name if absent."),
});

/** Each factor under its name; the mappings themselves are judged in `checkStudy`. */
export const factorSchema = factor;

/** A study file as its author writes it; what one field says about another is checked in `checkStudy`. */
export const studySchema = record('A study of forespot: one scenario with parts that vary, and what to find out.', {
  name: label('The name of the study.'),
  about: text('What the study is about.').optional(),
  scenario: needed(
    SCENARIO_WORDS,
    'The scenario to start from: the path of its file, from the folder of this one, or itself.',
  ),
  factors: mapping('What varies, each under the name of its column in the results.', 'a mapping from names to factors'),
  design: z.unknown().optional().meta({ description: 'How the values of the factors meet; grid if absent.' }),
  replications: numeric(
    'How many seeds each point is played with, the same ones at every point (common random numbers); 1 if absent.',
    { from: 1, to: MOST_CELLS, whole: true },
  ).optional(),
  outcomes: needed(
    OUTCOMES_WORDS,
    'What to find out: figures of solve, run, deviate and sample by their paths, such as solve.interior.expectedSurplus or run.efficiency; a list, or a mapping from columns to paths.',
  ),
  draws: numeric('Draws of types in each cell, for outcomes of sample; 100,000 if absent.', {
    from: 2,
    to: 1e9,
    whole: true,
  }).optional(),
  timeLimit: numeric('Seconds that one cell may take; 300 if absent.', { above: 0, to: 1e6 }).optional(),
});

export type WrittenFactor = z.input<typeof factorSchema>;
export type WrittenDesign = z.input<typeof designSchema>;

/** A study whose parts were all found in order. */
export interface WrittenStudy {
  readonly name: string;
  readonly about?: string;
  readonly scenario: unknown;
  readonly factors?: Readonly<Record<string, WrittenFactor>>;
  readonly design?: WrittenDesign | (typeof DESIGNS)[number];
  readonly replications?: number | string;
  readonly outcomes: Readonly<Record<string, string>> | readonly string[];
  readonly draws?: number | string;
  readonly timeLimit?: number | string;
}
