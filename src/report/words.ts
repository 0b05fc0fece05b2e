import { amountsLike } from '../figures/amountsLike.ts';

/** A share as a percentage with one decimal. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** A whole number with thousands apart. */
export const count = (number: number): string => number.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');

/** `1 cycle`, `1,000 cycles`. */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${count(number)} ${number === 1 ? one : many}`;

/** Something so small that its size is what matters: `0`, or two significant digits. */
export const tiny = (value: number): string => (value === 0 ? '0' : value.toPrecision(2).replace(/\.?0+e/, 'e'));

/** Decimals that suit all of the amounts. */
export const alike = (...amounts: readonly number[]): ((amount: number) => string) =>
  amountsLike(amounts.reduce((most, amount) => Math.max(most, Math.abs(amount)), 0));

/** Text of a user on one line, without characters that would steer the lines around it. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
