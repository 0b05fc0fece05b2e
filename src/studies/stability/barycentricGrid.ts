import type { PerAgent } from '../../domain/economy.ts';

/**
 * The divisions of a supply among three agents in `steps` equal parts: (steps + 1)(steps + 2) / 2 points of the triangle, its
 * corners and edges included. Each adds up to the supply to rounding. None for 0 steps.
 */
export const barycentricGrid = (supply: number, steps: number): readonly PerAgent[] =>
  steps === 0
    ? []
    : Array.from({ length: steps + 1 }, (_, a) =>
        Array.from({ length: steps + 1 - a }, (_step, b) =>
          [a, b, steps - a - b].map((parts) => (parts * supply) / steps),
        ),
      ).flat();
