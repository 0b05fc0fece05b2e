import { lastTrue } from '../../numerics/bisection.ts';
import type { AggregateClass, AggregateGame } from './aggregateGame.ts';
import { type Slot, slotAt } from './demandPattern.ts';
import { type Patterns, patternsOfPlacements, type Taken } from './placements.ts';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Profiles with somebody on a stretch where pi is straight: slope lo up to q(lo), slope 0 above k (and, with anticipated states,
 * the slopes between). Such a demand is a best reply only at aggregates where that is the price: one aggregate, or, where P is
 * level there, an interval of them, which is looked at in its ends and middle. One agent on a stretch demands what is missing;
 * two or more make a continuum, given by its ranges and the point that divides them all alike. One search a price and aggregate.
 */
export const levelPatterns = (game: AggregateGame): readonly Patterns[] =>
  [...new Set(game.classes.flatMap(({ straight }) => straight.map((one) => one.level)))].flatMap((level) =>
    aggregatesAt(game, level).flatMap(({ aggregate, wide }) => {
      const options = game.classes.map((one) => optionsAt(one, level, aggregate));
      if (!options.some((all) => all.some(isStretch)) || options.some((all) => all.length === 0)) return [];
      return [patternsAt({ game, options, aggregate, wide })];
    }),
  );

const aggregatesAt = (
  { least, most, price, supply }: AggregateGame,
  level: number,
): readonly { readonly aggregate: number; readonly wide: boolean }[] => {
  if (price(least) > level || price(most) < level) return [];
  const from = price(least) === level ? least : lastTrue(least, most, (x) => price(x) < level);
  const to = price(most) === level ? most : lastTrue(most, least, (x) => price(x) > level);
  if (to - from <= 1e-9 * supply) return [{ aggregate: from + (to - from) / 2, wide: false }];
  return [from, from + (to - from) / 2, to].map((aggregate) => ({ aggregate, wide: true }));
};

/** Demands that are best replies at an aggregate: stretches, and corners and interior demands off them. */
const optionsAt = (
  { corners, rising, straight, isBest }: AggregateClass,
  level: number,
  aggregate: number,
): readonly Stretch[] => {
  const best = (demand: number): boolean => isBest(demand, aggregate - demand);
  const stretches = straight.flatMap((stretch) => (stretch.level === level ? bestPart(stretch, best) : []));
  const interiors = rising.flatMap(({ low, high, at }) => (level >= low && level <= high ? [at(level)] : []));
  const points = [...new Set([...corners, ...interiors])].filter(
    (demand) => best(demand) && !stretches.some(({ from, to }) => demand >= from && demand <= to),
  );
  return [...stretches, ...points.map((demand) => ({ from: demand, to: demand }))];
};

/** The part of a stretch that is a best reply: an interval, as best replies never rise in what the others ask for. */
const bestPart = ({ from, to }: Stretch, best: (demand: number) => boolean): readonly Stretch[] => {
  const points = Array.from({ length: 65 }, (_, j) => from + ((to - from) * j) / 64);
  const holds = points.map(best);
  const [first, last] = [holds.indexOf(true), holds.lastIndexOf(true)];
  if (first < 0) return [];
  return [
    {
      from: lastTrue(points[first] as number, points[Math.max(0, first - 1)] as number, best),
      to: lastTrue(points[last] as number, points[Math.min(64, last + 1)] as number, best),
    },
  ];
};

interface Level {
  readonly game: AggregateGame;
  readonly options: readonly (readonly Stretch[])[];
  readonly aggregate: number;
  readonly wide: boolean;
}

/** Every placement that can make the aggregate. */
const patternsAt = ({ game, options, aggregate, wide }: Level): Patterns => {
  const total = game.supply + aggregate;
  const slack = 1e-9 * game.supply;
  const counts = game.classes.map(({ members }) => members.length);
  const rangeOf = (taken: Taken): readonly [number, number] => {
    let [low, high] = [0, 0];
    taken.forEach((row, c) => {
      row.forEach((many, option) => {
        const { from, to } = options[c]?.[option] ?? { from: 0, to: 0 };
        low += many * from;
        high += many * to;
      });
    });
    return [low, high];
  };
  const feasible = (taken: Taken, current: number, left: number): boolean => {
    let [low, high] = rangeOf(taken);
    for (let c = current; c < counts.length; c++) {
      const many = c === current ? left : (counts[c] as number);
      if (many === 0) continue;
      low += many * Math.min(...(options[c] ?? []).map(({ from }) => from));
      high += many * Math.max(...(options[c] ?? []).map(({ to }) => to));
    }
    return low <= total + slack && high >= total - slack;
  };
  const slotsIn = (taken: Taken): ((c: number, option: number) => Slot) | null => {
    const [low, high] = rangeOf(taken);
    // Corners alone are found on the branches.
    if (high <= low) return null;
    const share = Math.min(1, Math.max(0, (total - low) / (high - low)));
    const movable = taken.reduce(
      (sum, row, c) => row.reduce((all, many, option) => all + (isStretch(options[c]?.[option]) ? many : 0), sum),
      0,
    );
    return (c, option) => {
      const { from, to } = (options[c] as readonly Stretch[])[option] as Stretch;
      const demand = from + share * (to - from);
      if (!wide && movable === 1) return slotAt(demand);
      // Nobody can go further than all others together can make up for.
      const reach = high - low - (to - from);
      return {
        demand,
        from: Math.max(from, from + (total - low) - reach),
        to: Math.min(to, from + (total - low)),
      };
    };
  };
  const all = patternsOfPlacements({ counts, options: options.map(({ length }) => length), feasible, slotsIn });
  return wide && all.patterns.length > 0 ? { ...all, shortfall: 'level prices' } : all;
};

const isStretch = (option: Stretch | undefined): boolean => option !== undefined && option.from < option.to;
