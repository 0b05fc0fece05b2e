import type { Path } from './problem.ts';

/** What is left of a file when faulty parts are taken out: any part may be missing, what is there is as the schema says. */
export type Loose<T> = T extends readonly (infer Item)[]
  ? readonly (Loose<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Loose<T[Key]> | undefined }
    : T | undefined;

/** Replaces the faulty parts of `value` by undefined, in place. A key stays, so that 'faulty' and 'absent' can be told apart. */
export function takeOut(value: unknown, paths: readonly Path[]): unknown {
  if (paths.some((path) => path.length === 0)) return undefined;
  for (const path of paths) {
    const parent = path.slice(0, -1).reduce<unknown>(step, value);
    const last = path.at(-1) as string | number;
    if (typeof parent === 'object' && parent !== null && Object.hasOwn(parent, last)) {
      (parent as Record<string | number, unknown>)[last] = undefined;
    }
  }
  return value;
}

function step(parent: unknown, key: string | number): unknown {
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) return undefined;
  return (parent as Record<string | number, unknown>)[key];
}

/** True of a key that was written, well or badly. */
export function isWritten(part: object, key: string): boolean {
  return Object.hasOwn(part, key);
}
