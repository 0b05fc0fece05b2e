import type { Distribution } from '../../domain/distribution.ts';
import { type Theory, theoryOf } from '../../theory/theory.ts';
import { stochasticDominance } from './stochasticDominance.ts';
import { type StrengthOrder, strengthOrder } from './strengthOrder.ts';

export interface Group {
  readonly maxDemand: number;
  readonly distribution: Distribution;
}

export interface TwoGroups {
  readonly strong: Group;
  readonly weak: Group;
  /** Agents in both groups together, at least 2. */
  readonly agents: number;
  readonly supply: number;
}

/** Interior holdings of an agent of each group when `strongAgents` are strong; null where the group is empty or units are not scarce. */
export interface Composition {
  readonly strongAgents: number;
  readonly strong: number | null;
  readonly weak: number | null;
}

export type TransformationVerdict = {
  /** For m = 0 .. n strong agents. */
  readonly compositions: readonly Composition[];
  readonly checked: number;
  /** The smallest r*_strong(m + 1) - r*_weak(m), null where none could be compared. Units. */
  readonly worst: number | null;
} & (
  | { readonly holds: true }
  | {
      readonly holds: false;
      readonly witness: { readonly strongAgents: number; readonly before: number; readonly after: number };
    }
);

/**
 * Absolute error of an interior holding: that of q, and what it gains where t^ is off. The sum of n errors of q moves t^ by that over
 * the slope of the sum, which no agent's own slope exceeds. Units.
 */
export const holdingError = ({ interim, classOf }: Theory): number => (classOf.length + 1) * interim.error;

/** Scarce by more than rounding. */
const isScarce = (demand: number, supply: number): boolean => demand > supply * (1 + 1e-9);

/**
 * Proposition 8: an agent that moves from the weak group to the strong one, which then has m + 1 members, holds no less at r*
 * than before: r*_strong(m + 1) >= r*_weak(m) for m = 0 .. n - 1. Cost: n + 1 theories of two classes. Throws a RangeError
 * where the groups are not ordered.
 */
export const proposition8 = ({ strong, weak, agents, supply }: TwoGroups): TransformationVerdict => {
  if (strong.maxDemand < weak.maxDemand) throw new RangeError(`a strong group that demands less: ${strong.maxDemand}`);
  if (!stochasticDominance(strong.distribution, weak.distribution).holds)
    throw new RangeError('a strong group whose types do not dominate');
  const [kStrong, kWeak] = [Math.min(strong.maxDemand, supply), Math.min(weak.maxDemand, supply)];
  const { min, max } = strong.distribution;
  let error = 0;
  const compositions = Array.from({ length: agents + 1 }, (_, m): Composition => {
    if (!isScarce(m * kStrong + (agents - m) * kWeak, supply)) return { strongAgents: m, strong: null, weak: null };
    const theory = theoryOf({
      supply,
      support: { min, max },
      agents: Array.from({ length: agents }, (_, i) => ({
        id: String(i),
        endowment: supply / agents,
        ...(i < m ? strong : weak),
      })),
    });
    error = Math.max(error, holdingError(theory));
    const held = (agent: number): number => theory.interiorHoldings[agent] as number;
    return { strongAgents: m, strong: m > 0 ? held(0) : null, weak: m < agents ? held(agents - 1) : null };
  });
  const moves = compositions.slice(1).flatMap(({ strong: after }, m) => {
    const before = compositions[m]?.weak ?? null;
    return before === null || after === null ? [] : [{ strongAgents: m, before, after }];
  });
  if (moves.length === 0) return { holds: true, compositions, checked: 0, worst: null };
  const least = moves.reduce((smallest, one) =>
    one.after - one.before < smallest.after - smallest.before ? one : smallest,
  );
  const common = { compositions, checked: moves.length, worst: least.after - least.before };
  return common.worst >= -2 * error ? { holds: true, ...common } : { holds: false, ...common, witness: least };
};

/** An agent of one class that takes on the maximum demand and the types of a stronger one, the others staying as they are. */
export interface Move {
  /** Classes. */
  readonly from: number;
  readonly to: number;
  /** Its interior holding before and after. Units. */
  readonly before: number;
  readonly after: number;
  /** Interior holding, before the move, of those that were in the stronger class already: with `after` they share afterwards. */
  readonly strongBefore: number;
}

/**
 * Every move of one agent to a strictly stronger class. With two classes each is a case of Proposition 8; with more the
 * paper leaves open which way the holding goes. Cost: a theory a strictly ordered pair.
 */
export const movesToStrength = (
  theory: Theory,
  order: StrengthOrder = strengthOrder(theory.classes),
): readonly Move[] =>
  order.ordered
    .filter(({ strict }) => strict)
    .map(({ stronger, weaker }): Move => {
      const { economy, classes, classOf, interiorHoldings } = theory;
      const { maxDemand, distribution } = classes[stronger] as (typeof classes)[number];
      const mover = classOf.indexOf(weaker);
      const after = theoryOf({
        ...economy,
        agents: economy.agents.map((agent, i) => (i === mover ? { ...agent, maxDemand, distribution } : agent)),
      });
      return {
        from: weaker,
        to: stronger,
        before: interiorHoldings[mover] as number,
        after: after.interiorHoldings[mover] as number,
        strongBefore: interiorHoldings[classOf.indexOf(stronger)] as number,
      };
    });
