import type { Leaf } from './commitments.ts';
import type { DecodedLine } from './decodeLine.ts';
import { mapLeaves, ownerOf } from './mapLeaves.ts';
import { commitmentOf, isOpen, type OpenLeaf, type SealedLeaf } from './sealedLeaf.ts';

/** One private value of a line. */
export interface LineLeaf {
  /** Where it stands: `types[0]`, `scenario.agents[2].forward`. */
  readonly field: string;
  /** The agent whose secret it is, by its index; null for the operator's. */
  readonly owner: number | null;
  readonly commitment: string;
  /** What opens the commitment; null where a redacted log hides it. */
  readonly opening: OpenLeaf | null;
}

/** The private values of a line, in its order. Linear in their number. */
export function leavesOf(line: DecodedLine): readonly LineLeaf[] {
  const found: LineLeaf[] = [];
  mapLineLeaves(line, (leaf, { commitment, opening }, field) => {
    found.push({ field, owner: ownerOf(leaf), commitment, opening });
  });
  return found;
}

/** The private fields of a line with every leaf replaced by what `change` makes of it: a payload of the same kind, else as it was. */
export function mapLineLeaves(
  { payload, run }: DecodedLine,
  change: (leaf: Leaf, sealed: Pick<LineLeaf, 'commitment' | 'opening'>, field: string) => unknown,
): DecodedLine['payload'] {
  const sealedIn = (leaf: Leaf, own: unknown): Pick<LineLeaf, 'commitment' | 'opening'> => {
    if (run.audience === null) {
      const { commitments } = run;
      const opening = { value: own, salt: commitments.saltOf(leaf) };
      return { commitment: commitments.commit(leaf, JSON.stringify(own)), opening };
    }
    const sealed = own as SealedLeaf;
    return { commitment: commitmentOf(run.sha256, sealed), opening: isOpen(sealed) ? sealed : null };
  };
  const mapped: Record<string, unknown> = { ...payload };
  for (const { name, privacy } of run.format.kinds.get(payload.kind) ?? []) {
    if (privacy === undefined) continue;
    mapped[name] = mapLeaves({ field: privacy, event: payload, roster: run.roster }, payload[name], (leaf, own, at) =>
      change(leaf, sealedIn(leaf, own), name + at),
    );
  }
  return mapped as DecodedLine['payload'];
}
