import seedrandom from 'seedrandom';

/** The name of a stream as tychei takes it: the whole number high 2^32 + low, in words. */
export interface StreamKey {
  readonly high: number;
  readonly low: number;
}

/** Draws from [0, 1), 53 bits each. */
export const streamFrom = ({ high, low }: StreamKey): (() => number) => {
  const key = high * 2 ** 32 + (low >>> 0);
  // The library takes whole numbers as keys, though its types speak of strings only.
  return seedrandom.tychei(key as unknown as string).double;
};

/**
 * `streamFrom(key)()`, to the same bits. It is ours because types take one draw of each stream, and the objects and closures
 * that the library builds for it cost several times the draw. Like the library, it discards twenty words, makes a number of two,
 * and shifts `c` where the paper (Neves and Araujo, 2011) turns `d`.
 */
export const firstDraw = (high: number, low: number): number => {
  let a = high | 0;
  let b = low | 0;
  let c = 0x9e3779b9 | 0;
  let d = 0x517cc1b7;
  let before = 0;
  for (let words = 0; words < 22; words++) {
    before = a;
    b = ((b << 25) | (b >>> 7)) ^ c;
    c = (c - d) | 0;
    d = ((d << 24) | (d >>> 8)) ^ a;
    a = (a - b) | 0;
    b = ((b << 20) | (b >>> 12)) ^ c;
    c = (c - d) | 0;
    d = (d << 16) ^ (c >>> 16) ^ a;
    a = (a - b) | 0;
  }
  const u = ((before >>> 11) + (a >>> 0) / 0x100000000) / 0x200000;
  return u === 0 ? streamFrom({ high, low })() : u;
};
