import { cospi } from './elementary.ts';

/**
 * The discrete Fourier transform in place: entry l becomes the sum of (re + i im)_j e^{2 pi i j l / N}, N a power of 2. Radix 2,
 * after Cooley & Tukey (1965). Our own because the kept libraries take their sines from the engine, whose last bits differ.
 * Cost O(N log N).
 */
export const fourier = (re: Float64Array, im: Float64Array): void => {
  const size = re.length | 0;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j] as number, re[i] as number];
      [im[i], im[j]] = [im[j] as number, im[i] as number];
    }
  }
  const { cosines, sines } = circle(size);
  for (let half = 1; half < size; half *= 2) {
    const stride = (size / (2 * half)) | 0;
    for (let from = 0; from < size; from += 2 * half) {
      for (let j = 0; j < half; j++) {
        const [a, b] = [from + j, from + j + half];
        const [c, s] = [cosines[j * stride] as number, sines[j * stride] as number];
        const x = (re[b] as number) * c - (im[b] as number) * s;
        const y = (re[b] as number) * s + (im[b] as number) * c;
        re[b] = (re[a] as number) - x;
        im[b] = (im[a] as number) - y;
        re[a] = (re[a] as number) + x;
        im[a] = (im[a] as number) + y;
      }
    }
  }
};

let known: { readonly cosines: Float64Array; readonly sines: Float64Array } = {
  cosines: new Float64Array(0),
  sines: new Float64Array(0),
};

/** Half a circle of N points; the last one asked for is kept. */
const circle = (size: number) => {
  if (2 * known.cosines.length !== size) {
    known = {
      cosines: Float64Array.from({ length: size / 2 }, (_, j) => cospi((2 * j) / size)),
      sines: Float64Array.from({ length: size / 2 }, (_, j) => cospi((2 * j) / size - 0.5)),
    };
  }
  return known;
};
