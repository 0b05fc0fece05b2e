import { askFresh } from './ask.ts';
import { type Asked, type Check, placeOf } from './material.ts';

/** Runs hand out what cannot be written to, and an agent that tries loses its turn; here it may, and is found out. */
export const handsOff: Check = {
  name: 'hands off',
  rule: 'observations are read and never written to',
  find: ({ subject, trials }) => {
    for (const trial of trials) {
      const shown = trial.asked.map((call): Asked => ({ ...call, observation: writable(call.observation) }));
      askFresh(subject, shown);
      for (const [j, { observation }] of shown.entries()) {
        const asked = trial.asked[j] as Asked;
        const changed = firstWritten(asked.observation, observation, '');
        if (changed !== null) return { holds: false, witness: `wrote to ${changed}, ${placeOf(trial, asked)}` };
      }
    }
    return { holds: true };
  },
};

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** A copy with the same functions that can be written to. */
const writable = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map(writable) as T;
  if (!isTree(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, writable(inner)])) as T;
};

/** The path of the first part of `before` that `after` has otherwise. */
const firstWritten = (before: unknown, after: unknown, path: string): string | null => {
  if (!isTree(before) || !isTree(after)) return Object.is(before, after) ? null : path;
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const inner = Array.isArray(before) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const written = firstWritten(before[key], after[key], inner);
    if (written !== null) return written;
  }
  return null;
};
