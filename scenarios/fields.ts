import { z } from 'zod';
import { refusal, unknownKey, unknownName } from './refusal.ts';
import { listWords, showCount } from './show.ts';
import { FRACTION, type Numeric, toNumber } from './toNumber.ts';

/** The kinds of field that a scenario file is made of: zod schemas whose messages are sentences for its author. */

export interface Bounds {
  readonly above?: number;
  readonly from?: number;
  readonly to?: number;
  readonly not?: number;
  readonly whole?: boolean;
  /** What to do about a number out of bounds, where that is not obvious. */
  readonly hint?: string;
}

/** A number or a fraction. What zod hands on is what was written: `toNumber` reads it. */
export function numeric(description: string, bounds: Bounds = {}): z.ZodType<Numeric, Numeric> {
  const checked = z.unknown().superRefine((value, context) => {
    const message = numericFault(value, bounds);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });
  // zod cannot say 'number or fraction' without reporting both branches, so the type and the JSON Schema are told here.
  return checked.meta({ description, ...numericJson(bounds) }) as unknown as z.ZodType<Numeric, Numeric>;
}

/** What is wrong with a value that should be a number within bounds; null if nothing is. */
export function numericFault(value: unknown, bounds: Bounds): string | null {
  const number = toNumber(value);
  const noun = bounds.whole ? 'a whole number' : 'a number';
  const range = rangeOf(bounds);
  if (number === null) {
    const from = bounds.from !== undefined && bounds.to === undefined ? ' of' : '';
    return refusal(range === '' ? noun : `${noun}${from} ${range}`, value, numberHint(value));
  }
  const { above = -Infinity, from = -Infinity, to = Infinity, not } = bounds;
  const fits = number > above && number >= from && number <= to && number !== not;
  if (fits && (!bounds.whole || Number.isInteger(number))) return null;
  const expected = bounds.whole || not !== undefined ? `${noun} ${range}` : range;
  return refusal(expected, value, bounds.hint);
}

function rangeOf({ above, from, to, not }: Bounds): string {
  if (above !== undefined) return `more than ${showCount(above)}`;
  if (from !== undefined) return to === undefined ? `${from} or more` : `between ${from} and ${showCount(to)}`;
  if (to !== undefined) return `at most ${showCount(to)}`;
  return not === undefined ? '' : `other than ${not}`;
}

function numberHint(value: unknown): string {
  if (typeof value !== 'string') return '';
  if (/\/\s*0+(\.0+)?$/.test(value) && FRACTION.test(value)) return 'a fraction cannot be over 0';
  if (FRACTION.test(value)) return '';
  return value.trim() !== '' && Number.isFinite(Number(value)) ? 'write it without quotes' : '';
}

/** The same bounds for an editor; a fraction's value is out of its reach. */
export function numericJson({ above, from, to, not, whole }: Bounds): Record<string, unknown> {
  const number = {
    type: whole ? 'integer' : 'number',
    ...(above === undefined ? {} : { exclusiveMinimum: above }),
    ...(from === undefined ? {} : { minimum: from }),
    ...(to === undefined ? {} : { maximum: to }),
    ...(not === undefined ? {} : { not: { const: not } }),
  };
  return { anyOf: [number, { type: 'string', pattern: FRACTION.source }] };
}

/** A name in one line: not blank, no control characters. */
export function label(description: string) {
  const expected = 'one line of text';
  return text(description, expected).superRefine((value, context) => {
    if (value.trim() === '' || /\p{Cc}/u.test(value))
      context.addIssue({ code: 'custom', message: refusal(expected, value) });
  });
}

/** Any text at all. */
export function text(description: string, expected = 'text') {
  return z
    .string({
      error: ({ input }) => {
        const scalar = typeof input === 'number' || typeof input === 'boolean';
        return refusal(expected, input, scalar ? 'put it in quotes' : '');
      },
    })
    .describe(description);
}

/** One of a few words. */
export function choice<const Word extends string>(description: string, words: readonly Word[]) {
  return z.enum(words, { error: ({ input }) => unknownName(input, words) }).describe(description);
}

export function flag(description: string) {
  return z.boolean({ error: ({ input }) => refusal('true or false', input) }).describe(description);
}

/** A mapping that refuses every key it does not know. One line of the message a key, in the order of the issue's keys. */
export function record<Shape extends z.ZodRawShape>(
  description: string,
  shape: Shape,
  explain: (key: string) => string | null = () => null,
) {
  const known = Object.keys(shape);
  return z
    .strictObject(shape, {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => explain(key) ?? unknownKey(key, known)).join('\n')
          : mappingRefusal(known, issue.input),
    })
    .describe(description);
}

/** A value that should have been a mapping with these keys. */
function mappingRefusal(known: readonly string[], found: unknown): string {
  return refusal(`a mapping with ${listWords(known, 'and')}`, found);
}

/** The mappings of one union, told apart by `tag`, explain each other's keys: `rule uniform has no margin, that belongs to posted`. */
export function explainKeys(tag: string, word: string, siblings: () => readonly z.ZodObject[]) {
  return (key: string): string | null => {
    const owners = siblings().filter(({ shape }) => Object.hasOwn(shape, key));
    if (owners.length === 0) return null;
    const words = owners.flatMap(({ shape }) => [...((shape[tag]?._zod.values ?? []) as Set<string | undefined>)]);
    const named = words.filter((owner) => owner !== undefined);
    return `unknown key: ${tag} ${word} has no ${key}, that belongs to ${listWords(named, 'and')}`;
  };
}

/** Mappings told apart by the word under `tag`. */
export function unionError(tag: string, words: readonly string[]) {
  return (issue: { readonly code?: string | undefined; readonly input?: unknown }): string =>
    issue.code === 'invalid_union'
      ? unknownName((issue.input as Record<string, unknown>)[tag], words)
      : refusal(`a mapping with the key ${tag}`, issue.input);
}
