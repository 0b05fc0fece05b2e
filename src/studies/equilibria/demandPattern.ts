import type { PerAgent } from '../../domain/economy.ts';

/** What one agent demands; `from` and `to` differ where it may demand anything between, along with the others of its pattern. */
export interface Slot {
  readonly demand: number;
  readonly from: number;
  readonly to: number;
}

/** Demands for every class, one slot an agent, without saying which agent of the class takes which. */
export type DemandPattern = readonly (readonly Slot[])[];

export const slotAt = (demand: number): Slot => ({ demand, from: demand, to: demand });

/** Gives the slots of a pattern to the agents, in their order. */
export const profileOf = (pattern: DemandPattern, members: readonly (readonly number[])[]): readonly Slot[] => {
  const profile: Slot[] = [];
  members.forEach((agents, c) => {
    agents.forEach((agent, position) => {
      profile[agent] = pattern[c]?.[position] as Slot;
    });
  });
  return profile;
};

export const demandsOf = (profile: readonly Slot[]): PerAgent => profile.map(({ demand }) => demand);

/** The number of ways to give the slots of a pattern to agents that differ in who demands what. */
export const arrangements = (pattern: DemandPattern): number =>
  pattern.reduce((ways, slots) => {
    const seen = new Map<string, number>();
    slots.forEach((slot, position) => {
      const same = (seen.get(keyOf(slot)) ?? 0) + 1;
      seen.set(keyOf(slot), same);
      // A multinomial coefficient as a product of whole numbers.
      ways = (ways * (position + 1)) / same;
    });
    return ways;
  }, 1);

/** Those ways, at most `most`: every pattern whose slots are permuted within classes. */
export const arranged = (pattern: DemandPattern, most: number): readonly DemandPattern[] =>
  pattern.reduce<readonly DemandPattern[]>(
    (done, slots) => {
      const orders = permutations(slots, most);
      return done.flatMap((before) => orders.map((order) => [...before, order])).slice(0, most);
    },
    [[]],
  );

/** Patterns that differ in some demand by more than `near`; of those that do not, a continuum stands for its point, else the first. */
export const distinct = (patterns: readonly DemandPattern[], near: number): readonly DemandPattern[] => {
  const sorted = (pattern: DemandPattern): readonly number[] =>
    pattern.flatMap((slots) => slots.map(({ demand }) => demand).sort((a, b) => a - b));
  const kept: { readonly pattern: DemandPattern; readonly demands: readonly number[] }[] = [];
  const wide = (pattern: DemandPattern): boolean => pattern.some((slots) => slots.some(({ from, to }) => from < to));
  for (const pattern of [...patterns.filter(wide), ...patterns.filter((one) => !wide(one))]) {
    const demands = sorted(pattern);
    const known = kept.some((other) =>
      other.demands.every((demand, j) => Math.abs(demand - (demands[j] as number)) <= near),
    );
    if (!known) kept.push({ pattern, demands });
  }
  return kept.map(({ pattern }) => pattern);
};

const keyOf = ({ demand, from, to }: Slot): string => `${demand} ${from} ${to}`;

const permutations = (slots: readonly Slot[], most: number): readonly (readonly Slot[])[] => {
  if (slots.length === 0) return [[]];
  const found: (readonly Slot[])[] = [];
  const tried = new Set<string>();
  for (let first = 0; first < slots.length && found.length < most; first++) {
    const slot = slots[first] as Slot;
    if (tried.has(keyOf(slot))) continue;
    tried.add(keyOf(slot));
    const others = slots.filter((_, position) => position !== first);
    for (const rest of permutations(others, most - found.length)) found.push([slot, ...rest]);
  }
  return found;
};
