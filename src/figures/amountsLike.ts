/** Writes amounts of one magnitude with the same number of decimals: five significant digits of the largest. */
export const amountsLike = (scale: number): ((amount: number) => string) => {
  const magnitude = scale > 0 && Number.isFinite(scale) ? Math.floor(Math.log10(scale)) : 0;
  const digits = Math.min(12, Math.max(0, 4 - magnitude));
  // What rounds to zero is zero, without a sign.
  return (amount) => grouped((Math.abs(amount) < 0.5 * 10 ** -digits ? 0 : amount).toFixed(digits));
};

/** Thousands apart. By hand, because loading the tables of Intl takes longer than solving a scenario. */
const grouped = (number: string): string => number.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));

/** The largest absolute value, for choosing decimals. */
export const magnitudeOf = (...amounts: readonly (readonly number[])[]): number =>
  amounts.reduce((largest, list) => list.reduce((max, amount) => Math.max(max, Math.abs(amount)), largest), 0);
