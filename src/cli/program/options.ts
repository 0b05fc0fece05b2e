import { InvalidArgumentError, Option } from 'commander';
import { toNumber } from '../../../scenarios/toNumber.ts';
import { ANSWER_LIMIT } from '../timeLimit.ts';

/** What the options of several commands take. */

/** As large as a scenario file may ask for cycles. */
const MOST = 1_000_000_000;
export const wholeNumber = (text: string): number => {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > MOST) throw new InvalidArgumentError('Expected a whole number between 1 and 1,000,000,000.');
  return value;
};
export const wholeNumberFrom0 = (text: string): number => {
  const value = /^\d+$/.test(text) ? Number(text) : -1;
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('Expected a whole number from 0.');
  return value;
};
/** As people write many: 1e7, 10_000_000 or 10000000. */
export const manyDraws = (text: string): number => {
  const value = Number(text.replace(/(?<=\d)_(?=\d)/g, ''));
  if (text.trim() === '' || !Number.isInteger(value) || value < 2 || value > MOST)
    throw new InvalidArgumentError('Expected a whole number between 2 and 1,000,000,000, such as 1e7.');
  return value;
};
/** Holdings by a name that a scenario gives them, or as numbers. */
export const namedHoldings = (text: string): 'interior' | 'endowments' | readonly number[] => {
  if (text === 'interior' || text === 'endowments') return text;
  if (/^[a-z]+$/i.test(text))
    throw new InvalidArgumentError('Expected interior, endowments or numbers or fractions with commas between.');
  return numbers(text);
};
/** More threads than any machine has cores would only take its memory. */
const MOST_THREADS = 1024;
export const threads = (text: string): number => {
  const value = wholeNumber(text);
  if (value > MOST_THREADS) throw new InvalidArgumentError('Expected a whole number between 1 and 1,024.');
  return value;
};
export const horizon = (text: string): number => (text === 'infinite' ? Number.POSITIVE_INFINITY : wholeNumber(text));
export const folder = (text: string): string => {
  if (text === '') throw new InvalidArgumentError("Expected a folder's path.");
  return text;
};
export const positiveNumber = (text: string): number => {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('Expected a number above 0.');
  return value;
};
export const precision = (text: string): number => {
  const value = Number(text);
  if (!(value >= 1e-10 && value <= 0.01)) throw new InvalidArgumentError('Expected a number between 1e-10 and 0.01.');
  return value;
};
export const numbers = (text: string): readonly number[] => {
  return text.split(',').map((part) => {
    const written = part.trim();
    const value = toNumber(written) ?? (written === '' ? null : toNumber(Number(written)));
    if (value === null) throw new InvalidArgumentError('Expected numbers or fractions with commas between.');
    return value;
  });
};

/** An option that may come more than once. */
export const gathered = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
export const listed = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text.split(',').map((part) => part.trim()),
];

/** For commands that run modules of users. */
export const answerLimit = (): Option =>
  new Option('--answer-limit <ms>', 'milliseconds that an answer of an agent of yours may take')
    .argParser(wholeNumber)
    .default(ANSWER_LIMIT);
