import type { Distribution } from '../domain/distribution.ts';
import type { Economy } from '../domain/economy.ts';

/** Agents with the same maximum demand k and distribution F: they share the interim allocation q, whatever they own. */
export interface AgentClass {
  /** min(k, S): more than the supply behaves as the supply. */
  readonly maxDemand: number;
  readonly distribution: Distribution;
  readonly count: number;
}

export interface Classes {
  readonly classes: readonly AgentClass[];
  /** The class of each agent. */
  readonly classOf: readonly number[];
  /** The first agent of each class. */
  readonly firstOf: readonly number[];
}

/** Sorts the agents into classes, in order of first appearance. Cost O(n). */
export const classesOf = (economy: Economy): Classes => {
  const numbers = new Map<string, number>();
  const classes: { maxDemand: number; distribution: Distribution; count: number }[] = [];
  const firstOf: number[] = [];
  const specs = new Map<Distribution, string>();
  const classOf = economy.agents.map(({ maxDemand, distribution }, i) => {
    const capped = Math.min(maxDemand, economy.supply);
    const spec = specs.get(distribution) ?? JSON.stringify(distribution.spec);
    specs.set(distribution, spec);
    const key = `${capped} ${spec}`;
    const number = numbers.get(key) ?? classes.push({ maxDemand: capped, distribution, count: 0 }) - 1;
    numbers.set(key, number);
    if (number === firstOf.length) firstOf.push(i);
    (classes[number] as { count: number }).count += 1;
    return number;
  });
  return { classes, classOf, firstOf };
};
