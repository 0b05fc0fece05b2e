/**
 * The x in [from, to] at which a rising function reaches zero, to the last bits of x (or to `tolerance`).
 * `f(from) <= 0 <= f(to)` must hold; the smallest such x up to tolerance where f is flat at zero.
 * Method: ITP (Oliveira & Takahashi 2021), never more evaluations than bisection plus one. Our own because no kept
 * library of the kind was found; throws a RangeError where the bracket is none.
 */
export const findRoot = (f: (x: number) => number, from: number, to: number, tolerance = 0): number => {
  let [a, b] = [from, to];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  if (fa > 0 || fb < 0) throw new RangeError(`no root between ${a} (value ${fa}) and ${b} (value ${fb})`);
  const width = b - a;
  const smallest = Math.max(tolerance, Number.EPSILON * Math.max(Math.abs(a), Math.abs(b)));
  // After j steps the bracket is at most 2^(1 - j) of the first one.
  for (let allowed = width; b - a > 2 * smallest; allowed /= 2) {
    const middle = a + (b - a) / 2;
    const secant = fb === fa ? middle : (fb * a - fa * b) / (fb - fa);
    const towards = Math.sign(middle - secant);
    const step = (0.2 / width) * (b - a) * (b - a);
    const truncated = step <= Math.abs(middle - secant) ? secant + towards * step : middle;
    const radius = Math.max(allowed - (b - a) / 2, 0);
    const x = Math.abs(truncated - middle) <= radius ? truncated : middle - towards * radius;
    const inside = x > a && x < b ? x : middle;
    if (inside <= a || inside >= b) break;
    const fx = f(inside);
    if (fx >= 0) [b, fb] = [inside, fx];
    else [a, fa] = [inside, fx];
  }
  return Math.abs(fa) < fb ? a : b;
};
