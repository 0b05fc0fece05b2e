import { marketsOf } from '../../assembly/marketsOf.ts';
import type { Scenario } from '../../domain/scenario.ts';
import type { Theory } from '../../theory/theory.ts';
import { corollary2, corollary3, proposition7, type StrengthVerdict } from './strengthClaims.ts';
import { strengthOrder, type UnorderedPair } from './strengthOrder.ts';
import { holdingError, movesToStrength, proposition8, type TransformationVerdict } from './transformation.ts';

/** Agents with the same maximum demand and the same types. */
export interface Kind {
  /** Their group, where they are all of it and it is all they are; else their ids. */
  readonly name: string;
  readonly agents: readonly string[];
  readonly maxDemand: number;
  readonly meanType: number;
  /** r* of each of them. Units. */
  readonly interiorHolding: number;
}

/** Section 5.2 for a scenario: who is stronger than whom, and what follows for r*. Kinds go by name. */
export interface Strength {
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** `margin`: by how much the stronger holds more at r*. */
  readonly ordered: readonly {
    readonly stronger: string;
    readonly weaker: string;
    readonly strict: boolean;
    readonly margin: number;
  }[];
  /** Pairs of which neither is the stronger, with the reason. */
  readonly unordered: readonly { readonly kinds: readonly [string, string]; readonly reason: string }[];
  readonly complete: boolean;
  readonly proposition7: StrengthVerdict;
  readonly corollary2: StrengthVerdict;
  readonly corollary3: StrengthVerdict;
  /** One agent that becomes one of a strictly stronger kind, its holding before and after. */
  readonly moves: readonly {
    readonly from: string;
    readonly to: string;
    readonly before: number;
    readonly after: number;
    readonly othersBefore: number;
  }[];
  /** Every division of the agents into the two groups; null where there are not two that are ordered strictly. */
  readonly proposition8: TransformationVerdict | null;
  /** Of an interior holding. Units. */
  readonly errorBound: number;
}

/** Cost: a theory for each class and each ordered pair of classes, and n + 1 where there are two. Throws IntractableEconomy. */
export const strength = (scenario: Scenario): Strength => {
  const { theory } = marketsOf(scenario);
  const { classes, supply } = theory;
  const order = strengthOrder(classes);
  const kinds = kindsOf(scenario, theory);
  const named = (c: number): string => kinds[c]?.name as string;
  const held = (c: number): number => kinds[c]?.interiorHolding as number;
  const only = classes.length === 2 ? order.ordered.find(({ strict }) => strict) : undefined;
  const group = (c: number) => classes[c] as (typeof classes)[number];
  return {
    name: scenario.name,
    kinds,
    ordered: order.ordered.map(({ stronger, weaker, strict }) => ({
      stronger: named(stronger),
      weaker: named(weaker),
      strict,
      margin: held(stronger) - held(weaker),
    })),
    unordered: order.unordered.map((pair) => ({
      kinds: [named(pair.a), named(pair.b)],
      reason: reasonFor(pair, named),
    })),
    complete: order.complete,
    proposition7: proposition7(theory, order),
    corollary2: corollary2(theory, order),
    corollary3: corollary3(theory, order),
    moves: movesToStrength(theory, order).map(({ from, to, before, after, strongBefore }) => {
      return { from: named(from), to: named(to), before, after, othersBefore: strongBefore };
    }),
    proposition8:
      only === undefined
        ? null
        : proposition8({
            strong: group(only.stronger),
            weak: group(only.weaker),
            agents: theory.classOf.length,
            supply,
          }),
    errorBound: holdingError(theory),
  };
};

const kindsOf = ({ agents }: Scenario, theory: Theory): readonly Kind[] =>
  theory.classes.map(({ maxDemand }, c): Kind => {
    const members = agents.filter((_, i) => theory.classOf[i] === c);
    const first = theory.classOf.indexOf(c);
    const group = members[0]?.group;
    const whole = group !== undefined && agents.every((agent) => (agent.group === group) === members.includes(agent));
    const ids = members.map(({ id }) => id);
    return {
      name: whole ? group : ids.length > 3 ? `${ids[0]}, ${ids[1]} and ${ids.length - 2} more` : ids.join(', '),
      agents: ids,
      maxDemand,
      meanType: theory.meanTypes[first] as number,
      interiorHolding: theory.interiorHoldings[first] as number,
    };
  });

/** Why neither of two is the stronger: their distribution functions cross, or one has the types and the other the demand. */
const reasonFor = ({ a, b, against }: UnorderedPair, named: (c: number) => string): string => {
  const [up, down] = against;
  if (up?.holds === false && down?.holds === false) {
    const [first, second] = [up.witness, down.witness];
    return `distribution functions cross: at ${first.type} that of ${named(a)} is higher, at ${second.type} that of ${named(b)}`;
  }
  const [types, demand] = up === null ? [a, b] : [b, a];
  return `${named(types)} has the stronger types, ${named(demand)} the larger maximum demand`;
};
