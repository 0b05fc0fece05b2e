import type { Problem } from './problem.ts';

/** A stretch of the text, in characters from its start. */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** False where the path leads to nothing, and the place is the nearest thing that contains it. */
  readonly found: boolean;
}

/** A scenario's text as data, with the way back from data to text. */
export interface Source {
  readonly value: unknown;
  /** Faults of the text itself, with their places. */
  readonly problems: readonly (Problem & { readonly place: Place })[];
  /** From here on the text cannot be trusted to mean what it seems to; null if all of it can. */
  readonly brokenAt: number | null;
  readonly locate: (problem: Problem) => Place;
  readonly position: (offset: number) => { readonly line: number; readonly column: number };
}

/** A text that is refused as a whole, for one reason. */
export function refusedSource(message: string): Source {
  const place = { start: 0, end: 0, found: true };
  return {
    value: undefined,
    problems: [{ path: [], message, place }],
    brokenAt: 0,
    locate: () => place,
    position: () => ({ line: 1, column: 1 }),
  };
}
