/**
 * Uniform draws, two agents a vector: xoshiro256+ (Blackman and Vigna, 2021), whose upper 53 bits are what it was made for. Each
 * agent has its own stream; four words a stream, and those of two neighbours side by side, 64 bytes a pair.
 *
 * `out` gets `rounds` rows of `stride` bytes: min(high, low + u (high - low)), u in [0, 1) on the grid 2^-53.
 */
export function draw(states: usize, pairs: i32, rounds: i32, out: usize, stride: usize, low: f64, high: f64): void {
  // u as a double from two halves, without a conversion that vectors lack: 2^84 + high 2^32, 2^52 + low.
  const highBits = i64x2.splat(0x4530000000000000);
  const lowBits = i64x2.splat(0x4330000000000000);
  const lowMask = i64x2.splat(0xffffffff);
  const both = f64x2.splat(19342813118337666422669312.0); // 2^84 + 2^52
  const unit = f64x2.splat(1.1102230246251565e-16); // 2^-53
  const from = f64x2.splat(low);
  const to = f64x2.splat(high);
  const span = f64x2.splat(high - low);
  // On [0, 1] the draws need no moving: 0 + u 1 is u.
  const standard = low == 0 && high == 1;
  for (let p = 0; p < pairs; p++) {
    const state = states + (<usize>p << 6);
    let s0 = v128.load(state);
    let s1 = v128.load(state, 16);
    let s2 = v128.load(state, 32);
    let s3 = v128.load(state, 48);
    let at = out + (<usize>p << 4);
    for (let r = 0; r < rounds; r++) {
      const word = i64x2.add(s0, s3);
      const t = i64x2.shl(s1, 17);
      s2 = v128.xor(s2, s0);
      s3 = v128.xor(s3, s1);
      s1 = v128.xor(s1, s2);
      s0 = v128.xor(s0, s3);
      s2 = v128.xor(s2, t);
      s3 = v128.or(i64x2.shl(s3, 45), i64x2.shr_u(s3, 19));
      const upper = v128.or(i64x2.shr_u(word, 43), highBits);
      const lower = v128.or(v128.and(i64x2.shr_u(word, 11), lowMask), lowBits);
      const u = f64x2.mul(f64x2.add(f64x2.sub(upper, both), lower), unit);
      v128.store(at, standard ? u : f64x2.pmin(to, f64x2.add(from, f64x2.mul(u, span))));
      at += stride;
    }
    v128.store(state, s0);
    v128.store(state, s1, 16);
    v128.store(state, s2, 32);
    v128.store(state, s3, 48);
  }
}
