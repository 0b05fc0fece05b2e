import type { PerAgent } from '../../domain/economy.ts';

/** Where a path of demands went: to one point, round a cycle of several, or nowhere yet when it was given up. */
export interface Path {
  readonly kind: 'converged' | 'cycle' | 'unsettled';
  /** Rounds of replies in which somebody moved, or steps of ascent. */
  readonly steps: number;
  /** The point, the cycle's points in order, or the last point. */
  readonly points: readonly PerAgent[];
}
