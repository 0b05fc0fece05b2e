import { cospi, exp } from './elementary.ts';

/** 1 / z^2 at z = x + iy; with a step 1 / (2/step sinh(z step/2))^2. */
export const overSquare = (x: number, y: number, step: number): { readonly re: number; readonly im: number } => {
  let [a, b] = [x, y];
  if (step > 0) {
    const [grown, turn] = [exp((x * step) / 2), (y * step) / (2 * Math.PI)];
    a = ((grown - 1 / grown) / step) * cospi(turn);
    b = ((grown + 1 / grown) / step) * cospi(turn - 0.5);
  }
  const square = (a * a + b * b) ** 2;
  return { re: (a * a - b * b) / square, im: (-2 * a * b) / square };
};
