/**
 * mu: what a unit is worth at the start of a cycle when the spot allocation becomes the next endowment and every forward market
 * trades at one price (posted schedules with linear charges):
 *
 *   mu_T = t^,   mu_t = t^ + beta mu_{t+1}        so  mu_t = t^ (1 + beta + ... + beta^(T-t)),  and  t^ / (1 - beta) without an end
 *
 * t^ is what the unit saves this cycle's spot market for a holder at its worst-off type, beta mu_{t+1} what the next forward
 * market gives for it.
 */

/**
 * t^ (1 + beta + ... + beta^(cycles-1)), money per unit; 0 for no cycles. `cycles` Infinity needs a discount below 1: throws a
 * RangeError. The sum is doubled, never 1 - beta^cycles divided by 1 - beta, which loses digits near 1. Cost O(log cycles).
 */
export const unitValue = (worstOffType: number, discount: number, cycles: number): number => {
  if (cycles !== Number.POSITIVE_INFINITY) return worstOffType * discountedCycles(discount, cycles);
  if (discount < 1) return worstOffType / (1 - discount);
  throw new RangeError(
    `without an end a unit is worth infinitely much at a discount of ${discount}: it must be below 1`,
  );
};

/** 1 + beta + ... + beta^(cycles-1). */
export const discountedCycles = (discount: number, cycles: number): number => {
  if (cycles === Number.POSITIVE_INFINITY) return 1 / (1 - discount);
  let [sum, power] = [0, 1];
  // The binary digits of `cycles` from the left: double, and add one cycle where the digit is 1.
  for (const digit of cycles.toString(2)) {
    [sum, power] = [sum * (1 + power), power * power];
    if (digit === '1') [sum, power] = [1 + discount * sum, power * discount];
  }
  return sum;
};
