import { seedStream, spotArrays, spotLayout } from './spotLayout.ts';
import type { SpotKernel, SpotPlan } from './spotPlan.ts';
import { type Compiled, reserve } from './webAssembly.ts';

/** The batch in WebAssembly's memory, computed there. Equal to plainSpotKernel to the bit. */
export const compiledSpotKernel = (compiled: Compiled, plan: SpotPlan, rounds: number): SpotKernel => {
  const layout = spotLayout(plan, rounds, compiled.heapBase());
  reserve(compiled, layout.end);
  const arrays = spotArrays(plan, rounds, layout, compiled.memory.buffer);
  const { stride } = layout;
  return {
    stride,
    rounds,
    types: arrays.types,
    payments: arrays.payments,
    allocations: arrays.allocations,
    outcomes: arrays.outcomes,
    seed: (agent, digest) => seedStream(arrays.states, agent, digest),
    draw: (count, low, high) => compiled.draw(layout.states, stride / 2, count, layout.types, stride * 8, low, high),
    clear: (count) =>
      compiled.spotRounds(
        count,
        stride,
        layout.types,
        layout.demands,
        layout.worstOff,
        layout.servedBase,
        layout.unservedBase,
        layout.payments,
        layout.allocations,
        layout.outcomes,
        layout.scratch,
        layout.supply,
        layout.widest,
        layout.spread,
        layout.lowestWorstOff,
        layout.highestWorstOff,
        plan.band[0],
        plan.band[1],
        layout.low,
        plan.hi,
      ),
  };
};
