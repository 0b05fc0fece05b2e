import type { MarketEvent } from '../domain/events.ts';

/** The first place at which two records of the same events part. */
export interface Difference {
  readonly seq: number;
  /** `kind`, or a path such as `payments[3]`. */
  readonly field: string;
  readonly logged: unknown;
  readonly recomputed: unknown;
}

/** Compares events one by one and bit for bit; `seq` is the place of the first. Null where they are the same. */
export const firstDifference = (
  logged: readonly MarketEvent[],
  recomputed: readonly MarketEvent[],
  seq: number,
): Difference | null => {
  for (let j = 0; j < Math.max(logged.length, recomputed.length); j++) {
    const difference = differenceAt('', logged[j], recomputed[j]);
    if (difference !== null) return { seq: seq + j, ...difference };
  }
  return null;
};

const differenceAt = (field: string, logged: unknown, recomputed: unknown): Omit<Difference, 'seq'> | null => {
  // Equality, not identity: JSON knows one zero.
  if (logged === recomputed) return null;
  if (Array.isArray(logged) && Array.isArray(recomputed)) {
    for (let j = 0; j < Math.max(logged.length, recomputed.length); j++) {
      if (logged[j] === recomputed[j]) continue;
      const difference = differenceAt(`${field}[${j}]`, logged[j], recomputed[j]);
      if (difference !== null) return difference;
    }
    return null;
  }
  if (!isRecord(logged) || !isRecord(recomputed)) return { field: field === '' ? 'kind' : field, logged, recomputed };
  for (const key of new Set([...Object.keys(logged), ...Object.keys(recomputed)])) {
    const difference = differenceAt(field === '' ? key : `${field}.${key}`, logged[key], recomputed[key]);
    if (difference !== null) return difference;
  }
  return null;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
