import type { Edit, PlacedFork } from '../domain/edits.ts';
import { type ForkableLog, forkPoint } from './forkPoint.ts';
import type { PlacedEvent } from './moment.ts';
import { parseEdits } from './parseEdits.ts';

export interface ForkQuestion {
  /** The parent, verified, to its end. */
  readonly log: AsyncIterable<PlacedEvent> | Iterable<PlacedEvent>;
  /** The event in whose place the fork stands. */
  readonly at: number;
  /** `PATH=VALUE` each; see parseEdits. */
  readonly set: readonly string[];
}

/** A fork that can be played. */
export interface ForkPlan extends ForkableLog {
  readonly at: number;
  readonly edits: readonly Edit[];
  /** All forks of the run to be played, given the hash of the parent's last event. Without edits no new one. */
  readonly forksFrom: (parent: string) => readonly PlacedFork[];
}

export type PlannedFork = ForkPlan | { readonly faults: readonly string[] };

/** Reads the parent once, in memory of one cycle, and says what the fork will be, or every fault in what was asked. */
export const planFork = async ({ log, at, set }: ForkQuestion): Promise<PlannedFork> => {
  const found = await forkPoint(log, at);
  if ('fault' in found) return { faults: [found.fault] };
  const parsed = parseEdits(set, found.point);
  if ('faults' in parsed) return parsed;
  const { edits } = parsed;
  const { forks, place } = found;
  const forksFrom = (parent: string): readonly PlacedFork[] =>
    edits.length === 0 ? forks : [...forks, { place, parent, edits }];
  return { ...found, at, edits, forksFrom };
};
