import type { PerAgent } from '../domain/economy.ts';

/** What all rounds of a batch have in common: an economy, its holdings, and where the price is to be expected. */
export interface SpotPlan {
  /** min(k_i, S), units. */
  readonly maxDemands: PerAgent;
  /** r_i, units. */
  readonly holdings: PerAgent;
  /** t^_i(r_i), money per unit. */
  readonly worstOffTypes: PerAgent;
  /** S, units. */
  readonly supply: number;
  /** The support of the types. */
  readonly lo: number;
  readonly hi: number;
  /**
   * A guess: most rounds have the window [S - kmax, S + kmax] of the demand curve between these two types. A bad guess costs time
   * and nothing else but roundings.
   */
  readonly band: readonly [number, number];
}

/** Figures of a round, by their place in a row of `outcomes`. */
export const OUTCOME = { surplus: 0, welfare: 1, price: 2, marginal: 3, length: 4 } as const;

/**
 * A batch of rounds in typed arrays that stay where they are: no copies between the caller and the kernel. Rows are `stride`
 * long, the number of agents rounded up to a multiple of four; what is behind the last agent has no demand.
 */
export interface SpotKernel {
  readonly stride: number;
  /** Rounds that one call can take. */
  readonly rounds: number;
  /** A row a round: theta, what `draw` writes and `clear` reads. */
  readonly types: Float64Array;
  /** T_i, money from agent to market. */
  readonly payments: Float64Array;
  /** Q_i, units. */
  readonly allocations: Float64Array;
  /** Surplus, welfare, price (the marginal agent's type) and the marginal agent of each round: see OUTCOME. */
  readonly outcomes: Float64Array;
  /** Starts an agent's stream from 64 hexadecimal digits, not all zero. */
  readonly seed: (agent: number, digest: string) => void;
  /** Draws the types of so many rounds, uniform on [low, high]; every agent from its own stream, the rounds in order. */
  readonly draw: (rounds: number, low: number, high: number) => void;
  /** Clears the market in so many rounds. Cost O(n) a round where no k is near S, else O(n log n). */
  readonly clear: (rounds: number) => void;
}
