/** A number as a scenario file may write it: `0.25`, or a fraction such as `1/4`. */
export type Numeric = number | string;

/** Whole numbers or decimals around one stroke; the sign stands in front. */
export const FRACTION = /^[+-]?\d+(\.\d+)?\s*\/\s*\d+(\.\d+)?$/;

/** The number that was written, rounded once; null where it is none, is not finite, or divides by zero. */
export function toNumber(written: unknown): number | null {
  if (typeof written === 'number') return finite(written);
  if (typeof written !== 'string' || !FRACTION.test(written)) return null;
  const [numerator, denominator] = written.split('/').map(Number) as [number, number];
  return finite(numerator / denominator);
}

/** JSON has no -0: what is resolved must read back as it was. */
function finite(value: number): number | null {
  if (!Number.isFinite(value)) return null;
  return value === 0 ? 0 : value;
}
