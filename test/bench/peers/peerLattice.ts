import type { LatticeQuestion } from '../../../src/numerics/latticeSums.ts';

/** Steps of the lattice: enough for 1e-6 of the supply, as the demands lie on it. */
const LENGTH = 1000;
const QUESTIONS = 64;

/** n agents with all different chances and demands of 1 to 4 thousandths of the supply (more for few agents), asked at 64 types. */
export const peerLattice = (n: number): LatticeQuestion => {
  const most = Math.max(4, Math.floor((4 * LENGTH) / n));
  const steps = Int32Array.from({ length: n }, (_, i) => 1 + ((i * 7) % most));
  const happens = new Float64Array(QUESTIONS * n);
  for (let t = 0; t < QUESTIONS; t++) {
    for (let i = 0; i < n; i++) {
      const u = (t + 0.5) / QUESTIONS;
      // 1 - F, F between u and u^2.
      const mixture = (0.5 + i * 0.618033988749895) % 1;
      happens[t * n + i] = 1 - u * (mixture + (1 - mixture) * u);
    }
  }
  return { length: LENGTH, steps, shares: new Float64Array(n), happens, questions: QUESTIONS };
};

/** As kernels.c reads it. */
export const latticeFile = ({ length, steps, happens, questions }: LatticeQuestion): Uint8Array =>
  Buffer.concat([
    Buffer.from(Float64Array.of(steps.length, length, questions, ...steps).buffer),
    Buffer.from(happens.buffer),
  ]);
