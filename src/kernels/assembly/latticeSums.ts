/**
 * The interim allocations of numerics/latticeSums.ts, two questions a vector: every lane makes that file's additions in that file's
 * order, so the answers are the same to the bit. Where it reads a value for the sum and once more for the recursion, here both
 * are done on the way from the top. Pointers are bytes; numbers of the two questions lie side by side, 16 bytes a pair.
 *
 * `starts` has room for ceil(n / size) laws of c pairs, `laws` for size + 1, `value` for c + 1, `answers` for n + 1.
 */
export function latticeSums(
  n: i32,
  c: i32,
  size: i32,
  steps: usize,
  shares: usize,
  happens: usize,
  starts: usize,
  laws: usize,
  value: usize,
  answers: usize,
): void {
  const row = <usize>c << 4;
  const blocks = (n + size - 1) / size;
  memory.fill(laws, 0, row);
  v128.store(laws, f64x2.splat(1));
  for (let i = 0; i < n; i++) {
    if (i % size == 0) memory.copy(starts + <usize>(i / size) * row, laws, row);
    if (i + 1 < n) spread(laws, laws, c, at(steps, i), share(shares, i), chance(happens, i));
  }
  for (let r = 0; r <= c; r++) v128.store(value + (<usize>r << 4), f64x2.splat(<f64>r));
  for (let b = blocks - 1; b >= 0; b--) {
    const first = b * size;
    const behind = n < first + size ? n : first + size;
    memory.copy(laws, starts + <usize>b * row, row);
    for (let i = first; i < behind - 1; i++) {
      const from = laws + <usize>(i - first) * row;
      spread(from, from + row, c, at(steps, i), share(shares, i), chance(happens, i));
    }
    for (let i = behind - 1; i >= first; i--) {
      const law = laws + <usize>(i - first) * row;
      const sum = takeOut(law, value, c, at(steps, i), share(shares, i), chance(happens, i));
      v128.store(answers + (<usize>i << 4), sum);
    }
  }
  const all = f64x2.sub(f64x2.splat(<f64>c), v128.load(value + row));
  v128.store(answers + (<usize>n << 4), all);
}

@inline
function at(steps: usize, i: i32): i32 {
  return load<i32>(steps + (<usize>i << 2));
}
@inline
function share(shares: usize, i: i32): f64 {
  return load<f64>(shares + (<usize>i << 3));
}
@inline
function chance(happens: usize, i: i32): v128 {
  return v128.load(happens + (<usize>i << 4));
}

/** to(x) = (1 - p) from(x) + p (1 - s) from(x - step) + p s from(x - step - 1), from the top. */
function spread(from: usize, to: usize, c: i32, step: i32, s: f64, p: v128): void {
  const stays = f64x2.sub(f64x2.splat(1), p);
  const goes = f64x2.mul(p, f64x2.splat(1 - s));
  const back = <usize>step << 4;
  const offset = to - from;
  // From the place behind the last, downwards.
  let x = from + (<usize>c << 4);
  const whole = from + back;
  if (s == 0) {
    // A share of nothing adds nothing: two terms are left.
    while (x >= whole + 64) {
      x -= 64;
      const a = f64x2.add(f64x2.mul(stays, v128.load(x, 48)), f64x2.mul(goes, v128.load(x - back, 48)));
      const b = f64x2.add(f64x2.mul(stays, v128.load(x, 32)), f64x2.mul(goes, v128.load(x - back, 32)));
      const d = f64x2.add(f64x2.mul(stays, v128.load(x, 16)), f64x2.mul(goes, v128.load(x - back, 16)));
      const e = f64x2.add(f64x2.mul(stays, v128.load(x)), f64x2.mul(goes, v128.load(x - back)));
      v128.store(x + offset, a, 48);
      v128.store(x + offset, b, 32);
      v128.store(x + offset, d, 16);
      v128.store(x + offset, e);
    }
    while (x > whole) {
      x -= 16;
      v128.store(x + offset, f64x2.add(f64x2.mul(stays, v128.load(x)), f64x2.mul(goes, v128.load(x - back))));
    }
  } else {
    const further = f64x2.mul(p, f64x2.splat(s));
    while (x > whole + 16) {
      x -= 16;
      const two = f64x2.add(f64x2.mul(stays, v128.load(x)), f64x2.mul(goes, v128.load(x - back)));
      v128.store(x + offset, f64x2.add(two, f64x2.mul(further, v128.load(x - back - 16))));
    }
    if (x > whole) {
      x -= 16;
      v128.store(x + offset, f64x2.add(f64x2.mul(stays, v128.load(x)), f64x2.mul(goes, v128.load(x - back))));
    }
  }
  while (x > from) {
    x -= 16;
    v128.store(x + offset, f64x2.mul(stays, v128.load(x)));
  }
}

/**
 * Sum over r = c .. 1 of law(c - r) (H(r) - (1 - s) H(r - step) - s H(r - step - 1)), H zero at and below 0; and H moved on by the
 * agent, as `spread` does it.
 */
function takeOut(law: usize, value: usize, c: i32, step: i32, s: f64, p: v128): v128 {
  const stays = f64x2.sub(f64x2.splat(1), p);
  const rest = f64x2.splat(1 - s);
  const goes = f64x2.mul(p, rest);
  const back = <usize>step << 4;
  let r = value + (<usize>c << 4);
  const whole = value + back;
  let sum = f64x2.splat(0);
  if (s == 0) {
    while (r > whole + 16) {
      const a = v128.load(r);
      const b = v128.load(r - back);
      const a1 = v128.load(r - 16);
      const b1 = v128.load(r - back - 16);
      sum = f64x2.add(sum, f64x2.mul(v128.load(law), f64x2.sub(a, b)));
      sum = f64x2.add(sum, f64x2.mul(v128.load(law, 16), f64x2.sub(a1, b1)));
      v128.store(r, f64x2.add(f64x2.mul(stays, a), f64x2.mul(goes, b)));
      v128.store(r - 16, f64x2.add(f64x2.mul(stays, a1), f64x2.mul(goes, b1)));
      law += 32;
      r -= 32;
    }
    while (r > whole) {
      const a = v128.load(r);
      const b = v128.load(r - back);
      sum = f64x2.add(sum, f64x2.mul(v128.load(law), f64x2.sub(a, b)));
      v128.store(r, f64x2.add(f64x2.mul(stays, a), f64x2.mul(goes, b)));
      law += 16;
      r -= 16;
    }
  } else {
    const further = f64x2.mul(p, f64x2.splat(s));
    const part = f64x2.splat(s);
    while (r > whole) {
      const a = v128.load(r);
      const b = v128.load(r - back);
      // At the lowest place H(-1) would be read: the one behind is H(0), which is nothing, too.
      const d = r > whole + 16 ? v128.load(r - back - 16) : f64x2.splat(0);
      const later = f64x2.add(f64x2.mul(rest, b), f64x2.mul(part, d));
      sum = f64x2.add(sum, f64x2.mul(v128.load(law), f64x2.sub(a, later)));
      v128.store(r, f64x2.add(f64x2.add(f64x2.mul(stays, a), f64x2.mul(goes, b)), f64x2.mul(further, d)));
      law += 16;
      r -= 16;
    }
  }
  while (r > value) {
    const a = v128.load(r);
    sum = f64x2.add(sum, f64x2.mul(v128.load(law), a));
    v128.store(r, f64x2.mul(stays, a));
    law += 16;
    r -= 16;
  }
  return sum;
}
