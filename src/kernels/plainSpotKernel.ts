import { plainDraw } from './plainDraw.ts';
import { plainSpotRound } from './plainSpotRound.ts';
import { seedStream, spotArrays, spotLayout } from './spotLayout.ts';
import type { SpotKernel, SpotPlan } from './spotPlan.ts';

/** The batch in TypeScript: the oracle of the compiled one, and what runs where vectors are missing. */
export const plainSpotKernel = (plan: SpotPlan, rounds: number): SpotKernel => {
  const layout = spotLayout(plan, rounds, 0);
  const arrays = spotArrays(plan, rounds, layout, new ArrayBuffer(layout.end));
  const { states, types, payments, allocations, outcomes } = arrays;
  const { stride } = layout;
  return {
    stride,
    rounds,
    types,
    payments,
    allocations,
    outcomes,
    seed: (agent, digest) => seedStream(states, agent, digest),
    draw: (count, low, high) => plainDraw({ states, types, stride }, { rounds: count, low, high }),
    clear: (count) => {
      const round = plainSpotRound({ layout, arrays, band: plan.band, hi: plan.hi });
      for (let r = 0; r < count; r++) round(r);
    },
  };
};
