import { findRoot } from '../../numerics/findRoot.ts';
import { ridgesOf, spotSlopes } from '../../theory/spotSlopes.ts';
import type { ForwardGame } from '../forwardGame.ts';
import { payoffUnder } from '../readings.ts';
import { type Slot, slotAt } from './demandPattern.ts';
import { type Patterns, patternsOfPlacements } from './placements.ts';

const STEPS = 2048;

/**
 * Under posted prices nobody's payoff depends on the others: every profile of best demands is an equilibrium, of dominant
 * demands. The best demands of a class are sought on a grid of [0, S], the corners and r* and refined where the slope of the
 * payoff changes sign; neighbours on the grid that all earn the most to the tolerance make a continuum.
 */
export const postedPatterns = (game: ForwardGame, tolerance: number): Patterns => {
  const { classes, classOf } = game.theory;
  const replies = classes.map((_, c) => bestDemands(game, classOf.indexOf(c), tolerance));
  return patternsOfPlacements({
    counts: classes.map(({ count }) => count),
    options: replies.map(({ length }) => length),
    feasible: () => true,
    slotsIn: () => (c, option) => replies[c]?.[option] as Slot,
  });
};

const bestDemands = (game: ForwardGame, agent: number, tolerance: number): readonly Slot[] => {
  const { theory, supply, round, endowments } = game;
  const own = theory.interiorHoldings[agent] as number;
  const payoff = (demand: number): number =>
    payoffUnder(
      'paper',
      game,
      endowments.map((endowment, j) => (j === agent ? demand : endowment)),
      agent,
    );
  const gain = (demand: number, side: 'left' | 'right'): number =>
    spotSlopes(theory, agent, demand)[side] - round.marginalPrice(agent, demand, 0);
  const even = Array.from({ length: STEPS + 1 }, (_, j) => (supply * j) / STEPS);
  const rough = [...new Set([...even, own, ...ridgesOf(theory, agent)])].sort((a, b) => a - b);
  const peaks = rough.flatMap((b, j) => {
    const a = rough[j - 1];
    return a !== undefined && gain(a, 'right') > 0 && gain(b, 'left') < 0
      ? [findRoot((demand) => -gain(demand, demand === a ? 'right' : 'left'), a, b)]
      : [];
  });
  const grid = [...new Set([...rough, ...peaks])].sort((a, b) => a - b);
  const payoffs = grid.map(payoff);
  const enough = Math.max(...payoffs) - tolerance;
  const runs: number[][] = [];
  grid.forEach((_, j) => {
    if ((payoffs[j] as number) < enough) return;
    const last = runs[runs.length - 1];
    if (last !== undefined && last[last.length - 1] === j - 1) last.push(j);
    else runs.push([j]);
  });
  return runs.map((run): Slot => {
    const best = run.reduce((most, j) => ((payoffs[j] as number) > (payoffs[most] as number) ? j : most));
    const [from, to] = [grid[run[0] as number] as number, grid[run[run.length - 1] as number] as number];
    const demand = own >= from && own <= to ? own : (grid[best] as number);
    // A smooth peak holds its nearest neighbours within the tolerance, too.
    return to - from > (4 * supply) / STEPS ? { demand, from, to } : slotAt(demand);
  });
};
