/**
 * P(c of `count` independent events happen), c = 0..count, where one happens with probability `yes` and fails with `no`
 * (both given, because 1 - yes would lose what is left of a small `no`). Relative error about count * 1e-16.
 * Grown from the mode by ratios, so nothing under- or overflows; weights below 1e-30 of the largest are left at zero.
 */
export const binomialWeights = (count: number, yes: number, no: number): Float64Array => {
  const weights = new Float64Array(count + 1);
  fillBinomialWeights(weights, yes, no);
  return weights;
};

/** The same into an array of count + 1 numbers, for who asks often. */
export const fillBinomialWeights = (weights: Float64Array, yes: number, no: number): void => {
  const count = weights.length - 1;
  weights.fill(0);
  if (yes === 0 || no === 0) {
    weights[yes === 0 ? 0 : count] = 1;
    return;
  }
  const mode = Math.min(count, Math.floor((count + 1) * yes));
  weights[mode] = 1;
  let total = 1;
  for (let c = mode, w = 1; c < count; c++) {
    w *= ((count - c) * yes) / ((c + 1) * no);
    if (w < 1e-30) break;
    weights[c + 1] = w;
    total += w;
  }
  for (let c = mode, w = 1; c > 0; c--) {
    w *= (c * no) / ((count - c + 1) * yes);
    if (w < 1e-30) break;
    weights[c - 1] = w;
    total += w;
  }
  for (let c = 0; c <= count; c++) weights[c] = (weights[c] as number) / total;
};
