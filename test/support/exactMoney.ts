/** Doubles as whole multiples of 2^-1074, the smallest positive double: sums of them are exact. */
export const exact = (x: number): bigint => {
  if (!Number.isFinite(x)) throw new RangeError(`expected a finite number, got ${x}`);
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  const exponent = (high >>> 20) & 0x7ff;
  const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(bits.getUint32(4));
  const magnitude = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1);
  return x < 0 ? -magnitude : magnitude;
};

export const exactSum = (values: readonly number[]): bigint => values.reduce((sum, value) => sum + exact(value), 0n);

/** Half a unit in the last place of x, the most that rounding an operation to x can have lost. */
export const halfUlp = (x: number): bigint => (exact(nextUp(Math.abs(x))) - exact(Math.abs(x))) / 2n + 1n;

/** The double that follows x. */
export const nextUp = (x: number): number => {
  if (x === 0) return Number.MIN_VALUE;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  bits.setBigInt64(0, bits.getBigInt64(0) + (x > 0 ? 1n : -1n));
  return bits.getFloat64(0);
};

export const magnitude = (x: bigint): bigint => (x < 0n ? -x : x);
