import { expect, test } from 'vitest';
import { fourier } from '../../src/numerics/fourier.ts';

test('it is the sum that it is defined by', () => {
  for (const size of [2, 8, 64]) {
    const [re, im] = [0.3, 0.7].map((x) => Float64Array.from({ length: size }, (_, j) => Math.sin(x * j * j + x)));
    const [a, b] = [Float64Array.from(re as Float64Array), Float64Array.from(im as Float64Array)];
    fourier(a, b);
    for (let l = 0; l < size; l++) {
      let [x, y] = [0, 0];
      for (let j = 0; j < size; j++) {
        const angle = (2 * Math.PI * j * l) / size;
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        x += (re?.[j] as number) * c - (im?.[j] as number) * s;
        y += (re?.[j] as number) * s + (im?.[j] as number) * c;
      }
      expect(Math.abs((a[l] as number) - x)).toBeLessThan(1e-12);
      expect(Math.abs((b[l] as number) - y)).toBeLessThan(1e-12);
    }
  }
});
