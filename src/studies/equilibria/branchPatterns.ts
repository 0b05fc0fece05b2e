import { firstWhere } from '../../numerics/bisection.ts';
import { findRoot } from '../../numerics/findRoot.ts';
import type { AggregateGame } from './aggregateGame.ts';
import { type Slot, slotAt } from './demandPattern.ts';
import { type Patterns, patternsOfPlacements, type Taken } from './placements.ts';
import type { ReplyBranch, ReplyBranches } from './replyBranches.ts';

/**
 * All profiles of best replies on the branches: for every way to place the agents on them, the aggregate X with
 * sum of x(X) = S + X. There is at most one, or one stretch: on an interior branch pi'(x) = P(X), so among the aggregates where
 * it is best a larger X comes with a larger x and, best replies never rising in Y = X - x, with no larger Y. The excess of m
 * interior replies, sum of x(X) - S - X = (m - 1) X - sum of Y(X) + corners, therefore never falls where all of them are best,
 * and one search finds its zero. Ties are let through: what is found here has to be certified.
 */
export const branchPatterns = (game: AggregateGame, branches: ReplyBranches): Patterns => {
  const { supply } = game;
  const placedBy = (taken: Taken): readonly Placed[] =>
    taken.flatMap((row, c) =>
      row.flatMap((many, option) =>
        many === 0 ? [] : [{ many, branch: branches.classes[c]?.[option] as ReplyBranch }],
      ),
    );
  const { feasible, standing } = pruning(game, branches, placedBy);
  const zeros = zerosOf(branches, supply);
  return patternsOfPlacements({
    counts: game.classes.map(({ members }) => members.length),
    options: branches.classes.map(({ length }) => length),
    feasible,
    slotsIn: (taken) => {
      const placed = placedBy(taken);
      const { from, to, low } = standing(placed);
      const corners = placed.every(({ branch }) => branch.kind === 'corner');
      const zero = corners ? ([low - supply, low - supply] as const) : zeros(placed, from, to);
      if (zero === null || zero[0] > to + 1e-9 * supply || zero[1] < from - 1e-9 * supply) return null;
      const wide = zero[1] - zero[0] > 1e-6 * supply;
      const middle = zero[0] + (zero[1] - zero[0]) / 2;
      return (c, option): Slot => {
        const branch = branches.classes[c]?.[option] as ReplyBranch;
        if (branch.kind === 'corner') return slotAt(branch.demand);
        const demand = branch.at(middle);
        return wide ? { demand, from: branch.at(zero[0]), to: branch.at(zero[1]) } : slotAt(demand);
      };
    },
  });
};

interface Placed {
  readonly many: number;
  readonly branch: ReplyBranch;
}

interface Standing {
  /** The aggregates at which everybody who is placed replies best. */
  readonly from: number;
  readonly to: number;
  /** What they demand there, at least and at most. */
  readonly low: number;
  readonly high: number;
}

/** Bounds that cut off placements which cannot succeed. */
const pruning = (
  { supply, least, most, classes }: AggregateGame,
  branches: ReplyBranches,
  placedBy: (taken: Taken) => readonly Placed[],
) => {
  const { grid } = branches;
  const slack = 1e-9 * supply;
  const [gridFrom, gridTo] = [grid[0] ?? Number.POSITIVE_INFINITY, grid[grid.length - 1] ?? Number.NEGATIVE_INFINITY];
  /** The demands of a branch between two aggregates, to the grid's next point on either side. */
  const demandsOf = (branch: ReplyBranch, from: number, to: number): readonly [number, number] => {
    if (branch.kind === 'corner') return [branch.demand, branch.demand];
    const before = firstWhere(0, grid.length, (j) => (grid[j] as number) > from) - 1;
    const after = firstWhere(0, grid.length, (j) => (grid[j] as number) >= to);
    return [branch.demands[Math.max(0, before)] as number, branch.demands[Math.min(grid.length - 1, after)] as number];
  };
  const rangeOf = (branch: ReplyBranch): readonly [number, number] =>
    branch.kind === 'corner' ? [branch.from, branch.to] : [gridFrom, gridTo];
  const standing = (placed: readonly Placed[]): Standing => {
    let [from, to] = [least, most];
    for (const { branch } of placed) {
      const [first, last] = rangeOf(branch);
      [from, to] = [Math.max(from, first), Math.min(to, last)];
    }
    let [low, high] = [0, 0];
    if (from > to + slack) return { from, to, low, high };
    for (const { many, branch } of placed) {
      const [a, b] = demandsOf(branch, from, to);
      low += many * a;
      high += many * b;
    }
    return { from, to, low, high };
  };
  const feasible = (taken: Taken, current: number, left: number): boolean => {
    const { from, to, low, high } = standing(placedBy(taken));
    if (from > to + slack) return false;
    let [lowest, highest] = [low, high];
    for (let c = current; c < classes.length; c++) {
      const many = c === current ? left : (classes[c]?.members.length as number);
      if (many === 0) continue;
      const demands = (branches.classes[c] ?? []).flatMap((branch) => {
        const [first, last] = rangeOf(branch);
        return first <= to + slack && last >= from - slack ? demandsOf(branch, from, to) : [];
      });
      lowest += many * Math.min(...demands);
      highest += many * Math.max(...demands);
    }
    return lowest <= supply + to + slack && highest >= supply + from - slack;
  };
  return { feasible, standing };
};

/** Solves sum of x(X) = S + X for placements with somebody on an interior branch: the aggregates between which it holds, or null. */
const zerosOf = ({ grid, classes }: ReplyBranches, supply: number) => {
  const interiors = classes.flat().filter((branch) => branch.kind === 'interior');
  const known = new Map<string, readonly number[]>([['', Array.from(grid, (_, j) => j)]]);
  /** Grid indices at which some interior branches are all best; each set of branches is worked out once. */
  const shared = (numbers: readonly number[]): readonly number[] => {
    const key = numbers.join();
    const found = known.get(key);
    if (found !== undefined) return found;
    const last = interiors[numbers[numbers.length - 1] as number];
    const indices = shared(numbers.slice(0, -1)).filter((j) => last?.holds[j] === 1);
    known.set(key, indices);
    return indices;
  };
  return (placed: readonly Placed[], from: number, to: number): readonly [number, number] | null => {
    const indices = shared(
      placed.flatMap(({ branch }) => (branch.kind === 'interior' ? [interiors.indexOf(branch)] : [])),
    );
    const point = (s: number): number => grid[indices[s] as number] as number;
    const at = (s: number): number =>
      placed.reduce(
        (sum, { many, branch }) =>
          sum + many * (branch.kind === 'corner' ? branch.demand : (branch.demands[indices[s] as number] as number)),
        -supply - point(s),
      );
    const exact = (x: number): number =>
      placed.reduce(
        (sum, { many, branch }) => sum + many * (branch.kind === 'corner' ? branch.demand : branch.at(x)),
        -supply - x,
      );
    const begin = firstWhere(0, indices.length, (s) => point(s) >= from - 1e-9 * supply);
    const end = firstWhere(begin, indices.length, (s) => point(s) > to + 1e-9 * supply);
    const zero = firstWhere(begin, end, (s) => at(s) >= -1e-11 * supply);
    if (zero === end) return null;
    const past = firstWhere(zero, end, (s) => at(s) > 1e-11 * supply);
    if (past > zero) return [point(zero), point(past - 1)];
    if (zero === begin || exact(point(zero - 1)) > 0 || exact(point(zero)) < 0) return null;
    const root = findRoot(exact, point(zero - 1), point(zero));
    return [root, root];
  };
};
