import type { DecodedLine } from './decodeLine.ts';
import { type EncodedEvent, encodeChecked } from './encodeEvent.ts';
import { mapLineLeaves } from './leavesOf.ts';
import { ownerOf } from './mapLeaves.ts';
import type { SealedLeaf } from './sealedLeaf.ts';

/**
 * A line with all secrets hidden but those of `audience` (indices of agents), of whom none may be hidden already. Its hash is
 * that of the line: hashes cover commitments, whatever stands in the line. Linear in the line's length.
 */
export function redactLine(line: DecodedLine, audience: ReadonlySet<number>): EncodedEvent {
  const { seq, prev, hash, run } = line;
  const payload = mapLineLeaves(line, (leaf, { commitment, opening }, field): SealedLeaf => {
    const owner = ownerOf(leaf);
    if (owner === null || !audience.has(owner)) return { commitment };
    if (opening === null) throw new Error(`event ${seq}: ${field} is hidden and cannot be shown`);
    return opening;
  });
  const { sha256, format, roster } = run;
  const redacted = encodeChecked(payload, seq, prev, { sha256, format, roster, audience });
  if (redacted.hash !== hash) throw new Error(`event ${seq} has another hash when it is redacted`);
  return redacted;
}
