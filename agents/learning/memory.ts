import type { Memory } from '../../src/domain/agents.ts';

/** What an agent remembers, changed in place: numbers, in arrays and objects whose shape stays as it is. */
export interface Remembering<T> extends Required<Memory> {
  readonly now: () => T;
}

/** Memory that begins as `fresh`. `restore` throws where what was saved is not of its shape: another strategy's, or other parameters'. */
export const memoryOf = <T extends object>(fresh: T): Remembering<T> => {
  let now = fresh;
  return {
    now: () => now,
    save: () => structuredClone(now),
    restore: (saved) => {
      const fault = differenceFrom(now, saved, 'memory');
      if (fault !== null) throw new Error(`an agent cannot go on from what was saved: ${fault}`);
      now = structuredClone(saved) as T;
    },
  };
};

const differenceFrom = (own: unknown, saved: unknown, path: string): string | null => {
  if (typeof own === 'number') {
    return Number.isFinite(saved) ? null : `expected a number at ${path}, got ${JSON.stringify(saved)}`;
  }
  if (typeof saved !== 'object' || saved === null) return `expected an object at ${path}, got ${JSON.stringify(saved)}`;
  const [expected, got] = [Object.entries(own as object), Object.entries(saved)];
  if (expected.length !== got.length || Array.isArray(own) !== Array.isArray(saved)) {
    return `expected ${expected.length} entries at ${path}, got ${got.length}`;
  }
  for (const [key, value] of expected) {
    const fault = differenceFrom(value, (saved as Record<string, unknown>)[key], `${path}.${key}`);
    if (fault !== null) return fault;
  }
  return null;
};
