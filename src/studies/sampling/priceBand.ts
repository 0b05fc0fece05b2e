import type { Theory } from '../../theory/theory.ts';

/** Standard deviations of demand that the band allows for: one round in a hundred falls beside it and costs a second look. */
const REACH = 2.5;

/**
 * The two types between which the demand curve is expected to pass [S - kmax, S + kmax]: there the demand of higher types, whose
 * mean and variance are exact, is 2.5 standard deviations away from it. A hint for the kernel and nothing more: no figure rests on it.
 */
export const priceBand = ({ classes, supply, lo, hi }: Theory): readonly [number, number] => {
  const widest = Math.min(
    supply,
    classes.reduce((most, { maxDemand }) => Math.max(most, maxDemand), 0),
  );
  const demandAbove = (p: number): readonly [mean: number, deviation: number] => {
    let [mean, variance] = [0, 0];
    for (const { maxDemand, count, distribution } of classes) {
      const [k, below] = [Math.min(maxDemand, supply), distribution.cdf(p)];
      mean += count * k * (1 - below);
      variance += count * k * k * below * (1 - below);
    }
    return [mean, Math.sqrt(variance)];
  };
  /** Where, on the way up, `isBelow` ends. */
  const turn = (isBelow: (mean: number, reach: number) => boolean): number => {
    let [low, high] = [lo, hi];
    for (let step = 0; step < 50; step++) {
      const middle = (low + high) / 2;
      const [mean, deviation] = demandAbove(middle);
      if (isBelow(mean, REACH * deviation)) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  return [
    turn((mean, reach) => mean - reach >= supply + widest),
    turn((mean, reach) => mean + reach > supply - widest),
  ];
};
