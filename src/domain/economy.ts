import type { Distribution } from './distribution.ts';

/** One number an agent, in the order of the economy's agents. */
export type PerAgent = readonly number[];

/** Agent i of the model: k_i, e_i and F_i. Quantities are in the scenario's own unit, types in money per unit. */
export interface EconomyAgent {
  readonly id: string;
  /** Units above this are worth nothing to the agent; more than the supply behaves as the supply. */
  readonly maxDemand: number;
  /** Units owned before the forward market. */
  readonly endowment: number;
  readonly distribution: Distribution;
}

/** The primitives of Liu, Loertscher & Marx (2020), section 2: scarcity (maximum demands exceed the supply) and one common support. */
export interface Economy {
  readonly supply: number;
  readonly support: { readonly min: number; readonly max: number };
  readonly agents: readonly EconomyAgent[];
}
