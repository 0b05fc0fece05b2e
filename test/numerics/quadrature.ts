/** Gauss-Legendre nodes and weights of ten points on [-1, 1] (Abramowitz & Stegun, table 25.4), the positive half. */
const NODES = [
  [0.148874338981631, 0.295524224714753],
  [0.433395394129247, 0.269266719309996],
  [0.679409568299024, 0.219086362515982],
  [0.865063366688985, 0.149451349150581],
  [0.973906528517172, 0.066671344308688],
] as const;

/** Integral of f over [a, b] by Gauss's ten points on `panels` equal panels: knows nothing of src. */
export const gauss = (f: (x: number) => number, a: number, b: number, panels = 1): number => {
  const h = (b - a) / panels;
  let sum = 0;
  for (let p = 0; p < panels; p++) {
    const middle = a + (p + 0.5) * h;
    for (const [u, w] of NODES) sum += w * (f(middle - (u * h) / 2) + f(middle + (u * h) / 2));
  }
  return (sum * h) / 2;
};

/**
 * The same where f may behave like a power of the distance at either end of [a, b]: the substitution x = a + (b - a) s(u),
 * s = u^5 (126 - 420 u + 540 u^2 - 315 u^3 + 70 u^4), is flat to fourth order at both ends.
 */
export const gaussWithEnds = (f: (x: number) => number, a: number, b: number, panels = 40): number =>
  gauss(
    (u) => {
      const x = u > 0.5 ? b - (b - a) * smooth(1 - u) : a + (b - a) * smooth(u);
      return f(x) * (b - a) * 630 * u ** 4 * (1 - u) ** 4;
    },
    0,
    1,
    panels,
  );

const smooth = (u: number): number => u ** 5 * (126 + u * (-420 + u * (540 + u * (-315 + 70 * u))));
