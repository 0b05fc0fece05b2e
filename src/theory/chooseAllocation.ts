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

/** Enumeration while it is quick; contour integrals where there are too many sums of demands. */
export const chooseAllocation = (
  classes: readonly AgentClass[],
  supply: number,
  tolerance: number,
): InterimAllocation | BoundedInterimAllocation => {
  try {
    const enumerated = enumeratedInterimAllocation(classes, supply);
    if (enumerated.cost <= CHEAP) return enumerated;
  } catch (error) {
    if (!(error instanceof IntractableEconomy)) throw error;
  }
  return contourInterimAllocation(classes, supply, tolerance);
};
