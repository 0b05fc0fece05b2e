import type { DecodedLine } from './decodeLine.ts';
import { leavesOf } from './leavesOf.ts';

/** One private value with what proves it: the salt that makes its commitment, which the hash of the line covers. */
export interface OpenedLeaf {
  /** Where it stands in its event: `types[0]`. */
  readonly field: string;
  /** Whose secret it is. */
  readonly agent: string;
  readonly value: unknown;
  /** 32 hexadecimal digits. */
  readonly salt: string;
  readonly commitment: string;
}

/** Opened values of one event, to be handed to somebody who has a redacted log. */
export interface Opening {
  readonly seq: number;
  readonly kind: string;
  readonly cycle: number;
  /** Of the event's line. */
  readonly hash: string;
  readonly leaves: readonly OpenedLeaf[];
}

/** The values of a line that belong to agents, or to the one `agent`. The operator's, the seed, is never opened: it opens all others. */
export function openLeaves(line: DecodedLine, agent: string | null): Opening {
  const { seq, hash, payload, run } = line;
  const ids = [...run.roster.keys()];
  const leaves = leavesOf(line).flatMap(({ field, owner, commitment, opening }): readonly OpenedLeaf[] => {
    const id = owner === null ? undefined : ids[owner];
    if (id === undefined || opening === null || (agent !== null && id !== agent)) return [];
    return [{ field, agent: id, value: opening.value, salt: opening.salt, commitment }];
  });
  return { seq, kind: payload.kind, cycle: payload.cycle, hash, leaves };
}
