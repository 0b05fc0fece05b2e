import { nearest } from './nearest.ts';
import { listWords, show } from './show.ts';

/** `expected X, got Y`, or that the key is missing; `hint` says what to do. */
export function refusal(expected: string, found: unknown, hint = ''): string {
  const got = found === undefined ? 'but the key is missing' : `got ${show(found)}`;
  return `expected ${expected}, ${got}${hint === '' ? '' : `: ${hint}`}`;
}

/** A name that is none of those known, with the nearest one. */
export function unknownName(found: unknown, known: readonly string[]): string {
  const meant = typeof found === 'string' ? nearest(found, known) : null;
  return refusal(listWords(known), found, meant === null ? '' : `did you mean ${meant}?`);
}

/** A key that no one asked for, with the nearest one that is known here. */
export function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  if (meant !== null) return `unknown key: did you mean ${meant}?`;
  return known.length === 0 ? 'unknown key: none is known here' : `unknown key: expected ${listWords(known)}`;
}
