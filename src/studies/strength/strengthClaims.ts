import type { Distribution } from '../../domain/distribution.ts';
import type { Theory } from '../../theory/theory.ts';
import { theoryOf } from '../../theory/theory.ts';
import { type StrengthOrder, strengthOrder } from './strengthOrder.ts';

/** Two agents whose holdings at r* contradict a statement. Units. */
export interface HoldingsWitness {
  readonly agent: string;
  readonly holding: number;
  readonly other: string;
  readonly otherHolding: number;
}

/** `checked` pairs of kinds of agents, and the smallest margin in units by which the statement held, null if there was nothing to check. */
export type StrengthVerdict = {
  readonly checked: number;
  readonly worst: number | null;
} & ({ readonly holds: true } | { readonly holds: false; readonly witness: HoldingsWitness });

interface Comparison {
  readonly margin: number;
  readonly witness: HoldingsWitness;
}

const verdict = ({ interim }: Theory, comparisons: readonly Comparison[]): StrengthVerdict => {
  if (comparisons.length === 0) return { holds: true, checked: 0, worst: null };
  const { margin: worst, witness } = comparisons.reduce((least, one) => (one.margin < least.margin ? one : least));
  const common = { checked: comparisons.length, worst };
  // r* is q at one type: two of them are off by no more than the interim allocations.
  return worst >= -4 * interim.error ? { holds: true, ...common } : { holds: false, ...common, witness };
};

/** The holdings at r* of the first agents of two classes. */
const between = (theory: Theory, a: number, b: number): HoldingsWitness => {
  const [i, j] = [theory.classOf.indexOf(a), theory.classOf.indexOf(b)];
  return pair(theory, i, j);
};

const pair = ({ economy, interiorHoldings }: Theory, i: number, j: number): HoldingsWitness => ({
  agent: economy.agents[i]?.id as string,
  holding: interiorHoldings[i] as number,
  other: economy.agents[j]?.id as string,
  otherHolding: interiorHoldings[j] as number,
});

/** Proposition 7, for every pair that is ordered, whether or not all are: the stronger agent holds no less at r*. */
export const proposition7 = (theory: Theory, order = strengthOrder(theory.classes)): StrengthVerdict =>
  verdict(
    theory,
    order.ordered.map(({ stronger, weaker }) => {
      const witness = between(theory, stronger, weaker);
      return { margin: witness.holding - witness.otherHolding, witness };
    }),
  );

/** Corollary 3: the same for pairs of groups that are ordered strictly, in types and in demands. */
export const corollary3 = (theory: Theory, order = strengthOrder(theory.classes)): StrengthVerdict =>
  proposition7(theory, strictly(order));

const strictly = (order: StrengthOrder): StrengthOrder => ({
  ...order,
  ordered: order.ordered.filter(({ strict }) => strict),
});

/**
 * Corollary 2: equals hold the same at r*. Members of a class do so by the way r* is computed; so one of them is told apart from
 * the others, and r* computed anew with it as a class of its own. Classes of equal strength, such as a uniform type and
 * a power with exponent 1, are compared as they are. Cost: a theory for every class of two agents or more.
 */
export const corollary2 = (theory: Theory, order = strengthOrder(theory.classes)): StrengthVerdict => {
  const both = new Set(order.ordered.map(({ stronger, weaker }) => `${stronger} ${weaker}`));
  const equals = order.ordered
    .filter(({ stronger: a, weaker: b }) => a < b && both.has(`${b} ${a}`))
    .map(({ stronger: a, weaker: b }) => between(theory, a, b));
  const twins = theory.classes.flatMap(({ count }, c) => {
    if (count === 1) return [];
    const [i, j] = [theory.classOf.indexOf(c), theory.classOf.lastIndexOf(c)];
    return [pair(toldApart(theory, i), i, j)];
  });
  return verdict(
    theory,
    [...equals, ...twins].map((witness) => ({ margin: -Math.abs(witness.holding - witness.otherHolding), witness })),
  );
};

const toldApart = ({ economy }: Theory, i: number): Theory =>
  theoryOf({
    ...economy,
    agents: economy.agents.map((agent, j) =>
      j === i ? { ...agent, distribution: writtenBackwards(agent.distribution) } : agent,
    ),
  });

/** Classes go by what is written: the same parameters in another order are another class. */
const writtenBackwards = (distribution: Distribution): Distribution => ({
  ...distribution,
  spec: Object.fromEntries(Object.entries(distribution.spec).reverse()) as unknown as Distribution['spec'],
});
