import type { SpotPlan } from './spotPlan.ts';

/** Where everything of a batch lies in one memory, in bytes from `from`, and the constants of the plan. */
export const spotLayout = (plan: SpotPlan, rounds: number, from: number) => {
  const { maxDemands, supply } = plan;
  const stride = (maxDemands.length + 3) & ~3;
  let end = (from + 15) & ~15;
  const take = (bytes: number): number => {
    const at = end;
    end += (bytes + 15) & ~15;
    return at;
  };
  const row = stride * 8;
  const places = {
    states: take(stride * 32),
    demands: take(row),
    worstOff: take(row),
    servedBase: take(row),
    unservedBase: take(row),
    outcomes: take(rounds * 32),
    scratch: take(2 * (stride * 4 + 16) + 8 * (row + 32)),
    types: take(rounds * row),
    payments: take(rounds * row),
    allocations: take(rounds * row),
  };
  let widest = 0;
  let squares = 0;
  for (const k of maxDemands) {
    widest = Math.max(widest, k);
    squares += k * k;
  }
  return {
    ...places,
    stride,
    end,
    supply,
    widest,
    // 2.5 standard deviations of the demand of c agents about a line through both ends: at most sqrt(c) / 2 of one agent's.
    spread: 1.25 * Math.sqrt(squares / maxDemands.length),
    lowestWorstOff: plan.worstOffTypes.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    highestWorstOff: plan.worstOffTypes.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    // Strictly below every type that can be reported.
    low: plan.lo - (plan.hi - plan.lo) / 1024,
  };
};

export type SpotLayout = ReturnType<typeof spotLayout>;

/** The arrays of a batch in `buffer`, with the plan written into them. */
export const spotArrays = (plan: SpotPlan, rounds: number, layout: SpotLayout, buffer: ArrayBuffer) => {
  const { stride } = layout;
  const column = (at: number, length: number): Float64Array => new Float64Array(buffer, at, length);
  const arrays = {
    states: new Uint32Array(buffer, layout.states, stride * 8),
    demands: column(layout.demands, stride),
    worstOff: column(layout.worstOff, stride),
    servedBase: column(layout.servedBase, stride),
    unservedBase: column(layout.unservedBase, stride),
    outcomes: column(layout.outcomes, rounds * 4),
    types: column(layout.types, rounds * stride),
    payments: column(layout.payments, rounds * stride),
    allocations: column(layout.allocations, rounds * stride),
  };
  plan.maxDemands.forEach((k, i) => {
    const r = Math.min(plan.holdings[i] as number, k);
    const t = plan.worstOffTypes[i] as number;
    arrays.demands[i] = k;
    arrays.worstOff[i] = t;
    arrays.servedBase[i] = (k - r) * t;
    // 0 - x: a zero without a sign.
    arrays.unservedBase[i] = 0 - r * t;
  });
  return arrays;
};

export type SpotArrays = ReturnType<typeof spotArrays>;

/**
 * Puts a stream's four 64-bit words (the digest's, in order) where the draws expect them: streams of two neighbours lie word by
 * word side by side, low half first.
 */
export const seedStream = (states: Uint32Array, agent: number, digest: string): void => {
  const at = (agent >> 1) * 16 + (agent & 1) * 2;
  for (let word = 0; word < 4; word++) {
    states[at + 4 * word + 1] = Number.parseInt(digest.slice(16 * word, 16 * word + 8), 16);
    states[at + 4 * word] = Number.parseInt(digest.slice(16 * word + 8, 16 * word + 16), 16);
  }
};
