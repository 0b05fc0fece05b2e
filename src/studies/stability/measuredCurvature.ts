import type { PerAgent } from '../../domain/economy.ts';
import type { Potential } from './forwardPotential.ts';

interface Question {
  readonly potential: Potential;
  readonly centre: PerAgent;
  /** Marginal payoffs at the centre, money per unit. */
  readonly gradient: PerAgent;
  readonly direction: PerAgent;
  readonly supply: number;
}

/**
 * The second derivative of the potential from a centre in one direction, from values of the potential on this side alone:
 * 2 (Psi(c + h v) - Psi(c) - h g.v) / h^2 has an error of the order of h, which one step of Richardson's extrapolation removes.
 * Of step sizes from 1/64 of the supply to 1/2^18 that one is taken at which extrapolations of neighbouring step sizes agree
 * best. Money per unit squared. Source: Ridders (1982). Cost: 14 potentials.
 */
export const measuredCurvature = ({ potential, centre, gradient, direction, supply }: Question): number => {
  const base = potential(centre);
  const rise = gradient.reduce((sum, slope, i) => sum + slope * (direction[i] as number), 0);
  const second = (h: number): number => {
    const moved = potential(centre.map((held, i) => held + h * (direction[i] as number)));
    return (2 * (moved - base - h * rise)) / (h * h);
  };
  let measured = Number.NaN;
  let [disagreement, previous, coarse] = [Number.POSITIVE_INFINITY, Number.NaN, Number.NaN];
  for (let h = supply / 64, j = 6; j <= 18; j++, h /= 2) {
    const fine = second(h);
    const extrapolated = 2 * fine - coarse;
    const gap = Math.abs(extrapolated - previous);
    if (gap < disagreement) [disagreement, measured] = [gap, extrapolated];
    [previous, coarse] = [extrapolated, fine];
  }
  return measured;
};
