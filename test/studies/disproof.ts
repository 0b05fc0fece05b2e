import type { PerAgent } from '../../src/domain/economy.ts';
import type { Equilibrium } from '../../src/studies/equilibria/forwardEquilibria.ts';
import type { ForwardGame } from '../../src/studies/forwardGame.ts';
import { spotPayoff } from '../../src/theory/spotPayoff.ts';
import { worstOffType } from '../../src/theory/worstOffType.ts';

/** All profiles with lo[i] <= demand of agent i <= hi[i]. */
export interface Box {
  readonly lo: PerAgent;
  readonly hi: PerAgent;
}

/**
 * Looks for equilibria by elimination: boxes of profiles are halved until every one of them is disproved or lies within `near` of
 * a known equilibrium. Null if all are, else the first box of 2^-depth of the supply that resists. It knows nothing of the
 * aggregate: a box is disproved if some agent gains by moving in all of it, by the slope of its payoff or by a demand that is 2^-j of the
 * supply away.
 */
export const undisproved = (
  game: ForwardGame,
  known: readonly Equilibrium[],
  { near, depth }: { readonly near: number; readonly depth: number },
): Box | null => {
  const { supply, ids } = game;
  const rules = ids.map((_, i) => payoffBounds(game, i));
  const search = (box: Box, level: number): Box | null => {
    if (known.some((one) => covers(one, box, near, supply)) || rules.some((disproves) => disproves(box))) return null;
    if (level === depth) return box;
    for (let half = 0; half < 2 ** ids.length; half++) {
      const middle = box.lo.map((a, i) => (a + (box.hi[i] as number)) / 2);
      const upper = (i: number): boolean => ((half >> i) & 1) === 1;
      const found = search(
        {
          lo: box.lo.map((a, i) => (upper(i) ? (middle[i] as number) : a)),
          hi: box.hi.map((b, i) => (upper(i) ? b : (middle[i] as number))),
        },
        level + 1,
      );
      if (found !== null) return found;
    }
    return null;
  };
  return search({ lo: ids.map(() => 0), hi: ids.map(() => supply) }, 0);
};

const covers = (
  { demands, continuum, excess }: Equilibrium,
  { lo, hi }: Box,
  near: number,
  supply: number,
): boolean => {
  const { from, to } = continuum ?? { from: demands, to: demands };
  if (lo.some((a, i) => a < (from[i] as number) - near || (hi[i] as number) > (to[i] as number) + near)) return false;
  if (continuum === null) return true;
  const off = (sum: number): number => Math.abs(sum - supply - excess);
  return Math.max(off(lo.reduce((s, a) => s + a, 0)), off(hi.reduce((s, b) => s + b, 0))) <= near * lo.length;
};

/** Whether an agent gains by moving wherever in a box the profile is. Payments are convex and rise in the others' net demand. */
const payoffBounds = ({ theory, supply, endowments, round }: ForwardGame, i: number): ((box: Box) => boolean) => {
  if ('states' in theory) throw new Error('one state of demand only');
  const k = theory.maxDemands[i] as number;
  const worths = new Map<number, number>();
  const worth = (x: number): number => remembered(worths, x, () => spotPayoff(theory, i, x));
  const slopes = new Map<number, number>();
  const slope = (x: number): number => remembered(slopes, x, () => worstOffType(theory, i, x));
  const steps = Array.from({ length: 12 }, (_, j) => supply / 2 ** j);
  return ({ lo, hi }) => {
    const [a, b] = [lo[i] as number, hi[i] as number];
    const net = (ends: PerAgent): number =>
      ends.reduce((sum, x, j) => (j === i ? sum : sum + x - (endowments[j] as number)), 0);
    const [least, most] = [net(lo), net(hi)];
    // pi' rises from 0 to k and is nothing above.
    const steepest = b <= k ? slope(b) : a < k ? theory.hi : 0;
    const flattest = b <= k ? slope(a) : 0;
    if (a > 0 && steepest < round.marginalPrice(i, a, least)) return true;
    if (b < supply && flattest > round.marginalPrice(i, b, most)) return true;
    const away = steps.flatMap((step) => [Math.max(0, a - step), Math.min(supply, b + step)]);
    return [k, ...away].some((rival) => {
      if (rival >= a && rival <= b) return false;
      // What moving up costs is largest where the others ask for most, what moving down saves is least where they ask for least.
      const others = rival > b ? most : least;
      const payoff = (x: number): number => worth(x) - round.payment(i, x, others);
      const up = Math.max(0, steepest - round.marginalPrice(i, a, others));
      const down = Math.max(0, round.marginalPrice(i, b, others) - flattest);
      return payoff(rival) > Math.min(payoff(a) + (b - a) * up, payoff(b) + (b - a) * down);
    });
  };
};

const remembered = (known: Map<number, number>, x: number, compute: () => number): number => {
  const value = known.get(x) ?? compute();
  known.set(x, value);
  return value;
};
