import { commitmentTo } from './commitments.ts';
import type { Sha256 } from './sha256.ts';
import { isPlainObject, type Shape, shown } from './shapes.ts';

/** What a line of a redacted log holds in the place of a private value: its commitment alone, or all that opens it. */
export type SealedLeaf = HiddenLeaf | OpenLeaf;
export interface HiddenLeaf {
  readonly commitment: string;
}
export interface OpenLeaf {
  readonly value: unknown;
  readonly salt: string;
}

export const isOpen = (leaf: SealedLeaf): leaf is OpenLeaf => 'salt' in leaf;

/** The commitment that stands for a leaf in the hash of its line. */
export const commitmentOf = (sha256: Sha256, leaf: SealedLeaf): string =>
  isOpen(leaf) ? commitmentTo(sha256, leaf.salt, JSON.stringify(leaf.value)) : leaf.commitment;

/** A sealed leaf whose value, where it is open, has this shape. */
export function sealedLeaf(shape: Shape): Shape {
  return (leaf, roster) => {
    if (!isPlainObject(leaf)) return `: expected a commitment, or a value and its salt, got ${shown(leaf)}`;
    const { commitment, value, salt } = leaf as { readonly [K in 'commitment' | 'value' | 'salt']?: unknown };
    const open = 'salt' in leaf;
    const extra = Object.keys(leaf).find((key) => !(open ? ['value', 'salt'] : ['commitment']).includes(key));
    if (extra !== undefined) return `: ${shown(extra)} has no place in ${open ? 'an opened value' : 'a commitment'}`;
    if (!open) return matches(commitment, HEX_64) ? null : '.commitment: expected 64 hexadecimal digits';
    if (!matches(salt, HEX_32)) return '.salt: expected 32 hexadecimal digits';
    const wrong = shape(value, roster);
    return wrong === null ? null : `.value${wrong}`;
  };
}

const HEX_64 = /^[0-9a-f]{64}$/;
const HEX_32 = /^[0-9a-f]{32}$/;
const matches = (value: unknown, pattern: RegExp): boolean => typeof value === 'string' && pattern.test(value);
