import type { Scenario } from '../../domain/scenario.ts';

/**
 * A statement of the paper as something that can be found false: for an economy, the margin by which it holds.
 * Margins are shares of the market's scale, S (hi - lo) in money or S in units or hi - lo in types, so that one tolerance
 * serves: a statement fails where its margin is below -TOLERANCE.
 */
export interface Statement {
  readonly name: string;
  /** What it says, in a sentence. */
  readonly claim: string;
  /** True of a statement of ours that mends one of the paper's. */
  readonly corrected?: boolean;
  /** What mends the statement, if it fails. */
  readonly correction?: string;
  /** For a statement about economies of a special kind. */
  readonly kind?: Kind;
  /** Null where the statement says nothing of the economy. `draw` is chance of the case's own. */
  readonly margin: (scenario: Scenario, draw: () => number) => number | null;
}

/** A kind of economies: one made from the case's own, null where none can be. Statements about a kind share it. */
export interface Kind {
  readonly name: string;
  readonly make: (scenario: Scenario, draw: () => number) => Scenario | null;
}

/** Share of the scale below which a margin is rounding: a hundred times the largest error bound of the theory. */
export const TOLERANCE = 1e-9;

/** How a statement fared over many economies. */
export interface Fared {
  readonly economies: number;
  readonly failures: number;
  readonly worst: number;
  /** The economy with the worst margin. */
  readonly worstAt: number | null;
}

export const nothingYet: Fared = { economies: 0, failures: 0, worst: Number.POSITIVE_INFINITY, worstAt: null };

/** Adds one economy's margin. */
export const withMargin = (fared: Fared, margin: number | null, index: number): Fared => {
  if (margin === null) return fared;
  const worse = margin < fared.worst;
  return {
    economies: fared.economies + 1,
    failures: fared.failures + (margin < -TOLERANCE ? 1 : 0),
    worst: worse ? margin : fared.worst,
    worstAt: worse ? index : fared.worstAt,
  };
};

/** Joins what two workers found; of two equally bad economies the earlier stands, so that the order of workers does not matter. */
export const joined = (a: Fared, b: Fared): Fared => {
  const second =
    b.worst < a.worst ||
    (b.worst === a.worst && (b.worstAt ?? Number.POSITIVE_INFINITY) < (a.worstAt ?? Number.POSITIVE_INFINITY));
  const { worst, worstAt } = second ? b : a;
  return { economies: a.economies + b.economies, failures: a.failures + b.failures, worst, worstAt };
};
