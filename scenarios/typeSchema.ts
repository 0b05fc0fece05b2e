import { z } from 'zod';
import type { DistributionFamily } from '../src/domain/distribution.ts';
import { explainKeys, label, numeric, record, unionError } from './fields.ts';
import { refusal } from './refusal.ts';
import { type Numeric, toNumber } from './toNumber.ts';

const support = {
  min: numeric('Lowest type, the value of a unit; the same for all agents.', {
    from: 0,
    hint: 'the efficient allocation would leave a unit of negative value unserved',
  }),
  max: numeric('Highest type; the same for all agents.', { above: 0 }),
};

/** What every type carries, for a type whose family is unknown. */
export const supportSchema = z.object({ min: support.min.optional(), max: support.max.optional() });

const families: readonly DistributionFamily[] = [
  'uniform',
  'power',
  'beta',
  'truncated-normal',
  'truncated-exponential',
  'truncated-lognormal',
  'triangular',
  'quantiles',
  'empirical',
];

function family<const Name extends DistributionFamily, Shape extends z.ZodRawShape>(
  name: Name,
  about: string,
  own: Shape,
) {
  const shape = { family: z.literal(name).describe('The family of distributions.'), ...support, ...own };
  return record(about, shape, explainKeys('family', name, siblings));
}

const siblings = (): readonly z.ZodObject[] => typeSchema.options as readonly z.ZodObject[];

const positive = { above: 0 };

type Point = readonly [Numeric, Numeric];

/** Points [x, F(x)] of a distribution function; that they rise is checked where the support is known. */
const point = z
  .unknown()
  .superRefine((value, context) => {
    const pair = Array.isArray(value) && value.length === 2 && value.every((number) => toNumber(number) !== null);
    if (!pair) context.addIssue({ code: 'custom', message: refusal('a pair of numbers [x, F(x)]', value) });
  })
  .meta({
    description: 'A point [x, F(x)].',
    type: 'array',
    minItems: 2,
    maxItems: 2,
    items: numericItems(),
  }) as unknown as z.ZodType<Point, Point>;

function numericItems(): Record<string, unknown> {
  const { $schema: _, ...items } = z.toJSONSchema(numeric('A number or a fraction.'));
  return items;
}

/** The distribution of an agent's types, as a scenario file writes it. */
export const typeSchema = z
  .discriminatedUnion(
    'family',
    [
      family('uniform', 'Every type between min and max is equally likely.', {}),
      family('power', 'F(x) = ((x - min) / (max - min)) ^ exponent.', {
        exponent: numeric('More than 1 leans to high types, less than 1 to low ones.', positive),
      }),
      family('beta', 'The beta distribution, stretched over the support.', {
        alpha: numeric('First shape parameter.', positive),
        beta: numeric('Second shape parameter.', positive),
      }),
      family('truncated-normal', 'A normal distribution, cut to the support.', {
        mean: numeric('Mean before the cut.'),
        sd: numeric('Standard deviation before the cut.', positive),
      }),
      family('truncated-exponential', 'An exponential distribution, cut to the support.', {
        rate: numeric('Rate per unit of type; a negative one makes the density rise.', {
          not: 0,
          hint: 'at rate 0 it is family uniform',
        }),
      }),
      family('truncated-lognormal', 'A log-normal distribution, cut to the support.', {
        mu: numeric('Mean of the logarithm before the cut.'),
        sigma: numeric('Standard deviation of the logarithm before the cut.', positive),
      }),
      family('triangular', 'A density that rises in a line from min to the mode and falls in a line to max.', {
        mode: numeric('The most likely type, between min and max.'),
      }),
      family('quantiles', 'A distribution function that runs in straight lines through given points.', {
        points: z
          .array(point, { error: ({ input }) => refusal('a list of points [x, F(x)]', input) })
          .describe('Points [x, F(x)] from [min, 0] to [max, 1], both numbers rising strictly.'),
      }),
      family('empirical', 'A continuous distribution drawn through observed values, given here or in a CSV file.', {
        min: support.min.optional().describe('Lowest type; the lowest value if absent.'),
        max: support.max.optional().describe('Highest type; the highest value if absent.'),
        values: z
          .array(numeric('One observation.'), { error: ({ input }) => refusal('a list of numbers', input) })
          .optional()
          .describe('The observations, at least two different ones; or else file and column.'),
        file: label('A CSV file with a header row, its path relative to the scenario file.').optional(),
        column: label("The name of the CSV file's column.").optional(),
      }),
    ],
    { error: unionError('family', families) },
  )
  .describe('The distribution of the types: values per unit, drawn afresh in every cycle.');

export type WrittenType = z.input<typeof typeSchema>;
