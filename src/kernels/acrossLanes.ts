/** Sum of what was added up over agents 0, 1, 2, 3 modulo four, in the order in which vectors of two add it. */
export const acrossLanes = (lanes: Float64Array): number => {
  const [a, b, c, d] = lanes as unknown as [number, number, number, number];
  return a + c + (b + d);
};
