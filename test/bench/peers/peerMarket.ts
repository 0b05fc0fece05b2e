import type { SpotPlan } from '../../../src/kernels/spotPlan.ts';
import { nodeSha256 } from '../../../src/log/nodeSha256.ts';

/** n agents, no two alike, with uniform types on [0, 1]: the market on which all peers play the same round. */
export const peerMarket = (n: number): SpotPlan => {
  const irregular = (i: number, step: number): number => (0.5 + i * step) % 1;
  const maxDemands = Array.from({ length: n }, (_, i) => 0.5 + 1.5 * irregular(i, 0.618033988749895));
  const all = maxDemands.reduce((sum, k) => sum + k, 0);
  const squares = maxDemands.reduce((sum, k) => sum + k * k, 0);
  const half = (2.5 * Math.sqrt(0.24 * squares) + 2) / all;
  const supply = 0.4 * all;
  return {
    maxDemands: maxDemands.map((k) => Math.min(k, supply)),
    holdings: maxDemands.map((k) => 0.4 * k),
    worstOffTypes: maxDemands.map((_, i) => 0.4 + 0.4 * irregular(i, 0.414213562373095)),
    supply,
    lo: 0,
    hi: 1,
    band: [0.6 - half, 0.6 + half],
  };
};

export const batchOf = (n: number): number => Math.max(4, Math.min(64, Math.floor(16_384 / n)));

export const digestOf = (agent: number): string => nodeSha256(`peer ${agent}`);

/** As kernels.c reads it. */
export const marketFile = ({ maxDemands, holdings, worstOffTypes, supply, band }: SpotPlan): Uint8Array => {
  const n = maxDemands.length;
  const numbers = Float64Array.of(n, supply, ...band, ...maxDemands, ...holdings, ...worstOffTypes);
  const words = BigUint64Array.from({ length: 4 * n }, (_, j) =>
    BigInt(`0x${digestOf(j >> 2).slice(16 * (j & 3), 16 * (j & 3) + 16)}`),
  );
  return Buffer.concat([Buffer.from(numbers.buffer), Buffer.from(words.buffer)]);
};
