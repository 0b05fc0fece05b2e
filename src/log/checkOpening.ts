import { commitmentTo } from './commitments.ts';
import type { DecodedLine } from './decodeLine.ts';
import { leavesOf } from './leavesOf.ts';
import type { OpenedLeaf } from './openLeaves.ts';

/** What somebody claims to have been written: a value, its place, and the salt that is to prove it. */
export type ClaimedLeaf = Pick<OpenedLeaf, 'field' | 'agent' | 'value' | 'salt'>;

/** `reason` follows `event 6, types[0] of a1: `. */
export type LeafVerdict = ClaimedLeaf & ({ readonly holds: true } | { readonly holds: false; readonly reason: string });

/** Holds opened values against the commitments of the line in which they are to stand; the line itself must be whole. */
export function checkOpening(line: DecodedLine, leaves: readonly ClaimedLeaf[]): readonly LeafVerdict[] {
  const { run } = line;
  const ids = [...run.roster.keys()];
  const committed = new Map(leavesOf(line).map((leaf) => [leaf.field, leaf]));
  return leaves.map((claimed): LeafVerdict => {
    const leaf = committed.get(claimed.field);
    const fault = (reason: string): LeafVerdict => ({ ...claimed, holds: false, reason });
    if (leaf === undefined) return fault('the event has no private value there');
    const owner = leaf.owner === null ? null : ids[leaf.owner];
    if (owner !== claimed.agent) return fault(`the value is ${owner === null ? 'the operator’s' : `that of ${owner}`}`);
    if (commitmentTo(run.sha256, claimed.salt, JSON.stringify(claimed.value)) !== leaf.commitment) {
      return fault('value and salt do not give the commitment in the log: another value was written');
    }
    return { ...claimed, holds: true };
  });
}
