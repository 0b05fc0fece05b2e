/**
 * Uniform draws of all agents for so many rounds: xoshiro256+ (Blackman and Vigna, 2021), its 64-bit words in halves. The oracle
 * and stand-in of assembly/draw.ts, to the bit. Cost O(n rounds).
 */
export const plainDraw = (
  { states, types, stride }: { readonly states: Uint32Array; readonly types: Float64Array; readonly stride: number },
  { rounds, low, high }: { readonly rounds: number; readonly low: number; readonly high: number },
): void => {
  const span = high - low;
  for (let agent = 0; agent < stride; agent++) {
    const at = (agent >> 1) * 16 + (agent & 1) * 2;
    const half = (place: number): number => (states[at + place] as number) | 0;
    let [l0, h0, l1, h1] = [half(0), half(1), half(4), half(5)];
    let [l2, h2, l3, h3] = [half(8), half(9), half(12), half(13)];
    for (let r = 0, to = agent; r < rounds; r++, to += stride) {
      const lower = (l0 >>> 0) + (l3 >>> 0);
      const upper = (h0 + h3 + (lower > 0xffffffff ? 1 : 0)) >>> 0;
      const u = (upper * 0x200000 + ((lower >>> 0) >>> 11)) * 2 ** -53;
      const [tl, th] = [l1 << 17, (h1 << 17) | (l1 >>> 15)];
      l2 ^= l0;
      h2 ^= h0;
      l3 ^= l1;
      h3 ^= h1;
      l1 ^= l2;
      h1 ^= h2;
      l0 ^= l3;
      h0 ^= h3;
      l2 ^= tl;
      h2 ^= th;
      // A rotation to the left by 45: the halves change places, then 13.
      const held = (h3 << 13) | (l3 >>> 19);
      l3 = (l3 << 13) | (h3 >>> 19);
      h3 = l3;
      l3 = held;
      const t = low + u * span;
      types[to] = high < t ? high : t;
    }
    states.set([l0, h0], at);
    states.set([l1, h1], at + 4);
    states.set([l2, h2], at + 8);
    states.set([l3, h3], at + 12);
  }
};
