import type { ForwardObservation, SpotObservation } from '../domain/agents.ts';

/**
 * An observation as an object of its own, `last` with it, so that a stranger's module may copy it with a spread, list or
 * print it; the run makes `last` only where it is read.
 */
export const withOwn = <T extends ForwardObservation | SpotObservation>(observation: T): T => ({
  ...observation,
  last: observation.last,
});
