import type { AgentClass } from './classes.ts';
import { contourInterimAllocation } from './contourAllocation.ts';
import {
  type BoundedInterimAllocation,
  enumeratedInterimAllocation,
  type InterimAllocation,
  IntractableEconomy,
} from './interimAllocation.ts';

/** Additions a type up to which enumeration is as fast as anything. */
const CHEAP = 1_000_000;
/** The same for a few agents whose demands have no common step: exact figures are worth a second or two. */
const FEW_STEPS = 4_000_000;
/** Agents from which on contour integrals with a proved bound are faster than enumeration, whatever the demands. */
const MANY = 100;
/** Classes beyond which the tables would not fit: 17 numbers each on some 30 panels. */
const MOST_CLASSES = 200_000;

/**
 * Enumeration while it is quick, and for few agents as long as it is possible, because it is exact; else contour integrals, exact to
 * rounding where the demands have a common step, with a proved bound laid out for `tolerance` where they have none.
 * Throws IntractableEconomy for more different agents than memory holds.
 */
export const chooseAllocation = (
  classes: readonly AgentClass[],
  supply: number,
  tolerance: number,
): InterimAllocation | BoundedInterimAllocation => {
  if (classes.length > MOST_CLASSES) {
    throw new IntractableEconomy(
      `${classes.length.toLocaleString('en')} agents with a maximum demand or distribution of their own: at most ` +
        `${MOST_CLASSES.toLocaleString('en')} can be told apart; give agents of a group the same maximum demand and type`,
    );
  }
  const cheap = enumerated(classes, supply, CHEAP);
  if (cheap !== null) return cheap;
  const contour = contourInterimAllocation(classes, supply, tolerance);
  const members = classes.reduce((sum, { count }) => sum + count, 0);
  return (contour.exact || members >= MANY ? null : enumerated(classes, supply, FEW_STEPS)) ?? contour;
};

/** Null where there are too many sums. */
const enumerated = (classes: readonly AgentClass[], supply: number, most: number): InterimAllocation | null => {
  try {
    return enumeratedInterimAllocation(classes, supply, most);
  } catch (error) {
    if (error instanceof IntractableEconomy) return null;
    throw error;
  }
};
