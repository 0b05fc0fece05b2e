import type { ForwardTheory } from './forwardTheory.ts';
import { idleAtInterior } from './idleAtInterior.ts';
import type { PricingFunction } from './pricingFunction.ts';

/** A demand at which an agent's worst-off type and the price are on the wrong sides of each other. */
export interface CrossingWitness {
  readonly agent: number;
  readonly demand: number;
  readonly worstOffType: number;
  readonly price: number;
}

export type Crossing = { readonly holds: true } | { readonly holds: false; readonly witness: CrossingWitness };

/**
 * Single crossing (section 4.2): for every agent and every demand x in [0, S], t^_i(x) >= P(x - r*_i) exactly when x <= r*_i.
 * Checked at the ends and at 32 types a panel, up to the rounding of P; strictness above r* is asked from a millionth of the
 * supply onwards. A margin of 0 fails it wherever the hull touches. Over anticipated states it also fails where units of r* are
 * idle in a state; the witness's type is then what the last unit is worth in expectation. Cost O(classes * panels).
 */
export const singleCrossing = (theory: ForwardTheory, pricing: PricingFunction): Crossing => {
  const idle = idleAtInterior(theory);
  if (idle !== null) {
    const { agent, holding, marginalValue } = idle;
    return { holds: false, witness: { agent, demand: holding, worstOffType: marginalValue, price: pricing.price(0) } };
  }
  const { table, classes, firstOf, interiorHoldings, supply, lo, hi } = theory;
  const rounding = 1e-11 * (hi - lo);
  const fails = (agent: number, demand: number, worstOffType: number): Crossing | null => {
    const beyond = demand - (interiorHoldings[agent] as number);
    const price = pricing.price(beyond);
    const wrong =
      beyond > 1e-6 * supply ? price - worstOffType <= rounding : beyond < 0 && price - worstOffType > rounding;
    return wrong ? { holds: false, witness: { agent, demand, worstOffType, price } } : null;
  };
  for (let c = 0; c < classes.length; c++) {
    const agent = firstOf[c] as number;
    const maxDemand = classes[c]?.maxDemand as number;
    const lowest = table.lowest[c] as number;
    const ends: readonly (readonly [number, number])[] = [
      [0, lo],
      [lowest, lo],
      [maxDemand, hi],
      [supply, hi],
    ];
    for (const [demand, type] of ends) {
      const failure = fails(agent, demand, type);
      if (failure !== null) return failure;
    }
    for (let e = 1; e < table.edges.length; e++) {
      const [from, to] = [table.edges[e - 1] as number, table.edges[e] as number];
      for (let s = 1; s < 32; s++) {
        const type = from + ((to - from) * s) / 32;
        const failure = fails(agent, table.q(c, type), type);
        if (failure !== null) return failure;
      }
    }
  }
  return { holds: true };
};
