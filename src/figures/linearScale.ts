/** A line of numbers laid over a line of pixels. */
export interface LinearScale {
  readonly at: (value: number) => number;
  readonly invert: (pixel: number) => number;
  /** Round numbers within the domain, rising. */
  readonly ticks: readonly number[];
  /** Between two ticks. */
  readonly step: number;
  readonly domain: readonly [number, number];
}

interface Span {
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  /** About how many ticks. */
  readonly count?: number;
}

/** A domain of no width, or one that is not finite, becomes one around its middle. By hand: d3-scale would be ten times this file's size. */
export const linearScale = ({ domain, range, count = 5 }: Span): LinearScale => {
  const [low, high] = proper(domain);
  const [start, end] = range;
  const step = niceStep((high - low) / Math.max(1, count));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return {
    at: (value) => start + ((value - low) / (high - low)) * (end - start),
    invert: (pixel) => low + ((pixel - start) / (end - start)) * (high - low),
    ticks: Array.from({ length: Math.max(0, Math.min(1000, last - first + 1)) }, (_, j) => clean((first + j) * step)),
    step,
    domain: [low, high],
  };
};

const proper = ([a, b]: readonly [number, number]): readonly [number, number] => {
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  if (high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high))) return [low, high];
  const half = low === 0 ? 0.5 : Math.abs(low) / 2;
  return [low - half, high + half];
};

/** 1, 2 or 5 times a power of ten. */
const niceStep = (raw: number): number => {
  const power = 10 ** Math.floor(Math.log10(raw));
  const share = raw / power;
  return power * (share < 1.5 ? 1 : share < 3.5 ? 2 : share < 7.5 ? 5 : 10);
};

const clean = (value: number): number => Number(value.toPrecision(12)) + 0;
