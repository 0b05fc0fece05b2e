import { compiledSpotKernel } from './compiledSpotKernel.ts';
import { plainSpotKernel } from './plainSpotKernel.ts';
import type { SpotKernel, SpotPlan } from './spotPlan.ts';
import { instantiate } from './webAssembly.ts';

/** A batch of spot rounds: compiled where the machine has WebAssembly with vectors, else in TypeScript, to the same bits. */
export const spotKernel = (plan: SpotPlan, rounds: number): SpotKernel => {
  const compiled = instantiate();
  return compiled === null ? plainSpotKernel(plan, rounds) : compiledSpotKernel(compiled, plan, rounds);
};
