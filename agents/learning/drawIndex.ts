/** An index drawn in proportion to its weight; `u` is uniform on [0, 1). Weights are at least 0 and one is positive. */
export const drawIndex = (weights: readonly number[], u: number): number => {
  let total = 0;
  for (const weight of weights) total += weight;
  let left = u * total;
  let drawn = 0;
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index] as number;
    if (weight > 0) drawn = index;
    left -= weight;
    if (left < 0) break;
  }
  return drawn;
};
