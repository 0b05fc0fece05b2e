import { commonStep } from '../numerics/commonStep.ts';
import { conditionedSums } from '../numerics/conditionedSums.ts';
import type { AgentClass } from './classes.ts';
import type { BoundedInterimAllocation } from './interimAllocation.ts';

/** Steps of the supply beyond which a common step of the demands is of no use. */
const MOST_STEPS = 1e6;

/**
 * By contour integrals (`contourSums`, `conditionedSums`): any number of unequal agents. Where all demands and the supply are multiples of one step the
 * integrals are exact to rounding; else they come with a bound. `tolerance`: the error of all agents' allocations together, as a share
 * of the supply, that the bound is laid out for. Cost: about 15 points of O(classes) a type for a hundred agents and more.
 */
export const contourInterimAllocation = (
  classes: readonly AgentClass[],
  supply: number,
  tolerance: number,
): BoundedInterimAllocation => {
  const step = commonStep([supply, ...classes.map(({ maxDemand }) => maxDemand)], MOST_STEPS);
  const exact = (x: number): number => (step > 0 ? step * Math.round(x / step) : x);
  const ask = conditionedSums({
    weights: Float64Array.from(classes, ({ maxDemand }) => exact(maxDemand)),
    counts: Float64Array.from(classes, ({ count }) => count),
    limit: exact(supply),
    step,
    tolerance,
  });
  const members = classes.reduce((sum, { count }) => sum + count, 0);
  // Demands put on their step were moved by a rounding.
  const rounding = (step > 0 ? 1e-12 : 1e-16) * supply;
  const [above, probabilities] = [new Float64Array(classes.length), new Float64Array(classes.length)];
  let [error, totalError] = [0, 0];
  const bounded: BoundedInterimAllocation['bounded'] = (below) => {
    for (let c = 0; c < classes.length; c++) {
      probabilities[c] = below[c] as number;
      above[c] = 1 - (below[c] as number);
    }
    const answer = ask(above, probabilities);
    error = Math.max(error, answer.error + rounding);
    totalError = Math.max(totalError, answer.totalError + members * 1e-16 * supply + rounding);
    return answer;
  };
  const given = (below: ArrayLike<number>): Float64Array => bounded(below).values;
  return {
    method:
      step > 0
        ? 'contour integrals over one period of the demands’ common step, to rounding'
        : 'contour integrals with proved bounds',
    exact: step > 0,
    // Of the types that have been asked for: the table asks for those at which the errors are largest.
    get error() {
      return error;
    },
    get totalError() {
      return totalError;
    },
    at: (t) => given(classes.map(({ distribution }) => distribution.cdf(t))),
    given,
    bounded,
  };
};
