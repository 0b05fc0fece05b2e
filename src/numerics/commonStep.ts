/**
 * The largest step that all of some positive numbers are multiples of, to `rounding` of the largest, by Euclid's algorithm; 0 where
 * the step would be smaller than the largest number over `most`.
 */
export const commonStep = (numbers: readonly number[], most: number): number => {
  const largest = numbers.reduce((max, x) => Math.max(max, x), 0);
  const rounding = ROUNDING * largest;
  let step = largest;
  for (const x of numbers) {
    let [a, b] = [Math.max(step, x), Math.min(step, x)];
    // What is left over is a rounding on either side of a multiple.
    while (b > rounding) [a, b] = [b, Math.abs(a - b * Math.round(a / b))];
    step = a;
    if (step * most < largest) return 0;
  }
  // The largest number has the most digits of the step: a step that is off by a rounding is found out here.
  const exact = largest / Math.round(largest / step);
  return numbers.every((x) => Math.abs(x - exact * Math.round(x / exact)) <= rounding) ? exact : 0;
};

const ROUNDING = 1e-12;
