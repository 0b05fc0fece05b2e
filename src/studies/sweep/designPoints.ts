import { streamsOf } from '../../engine/random.ts';
import { exp, ln } from '../../numerics/elementary.ts';
import type { Factor, FactorValues, Label, Plan } from './plan.ts';
import { sobolPoints } from './sobol.ts';

/** A factor's value at a point of the design, and what the table calls it. */
export interface Setting {
  readonly label: Label;
  readonly value: unknown;
}

/** The points of a study: combinations of settings, one a factor. Point i is the same whoever asks, and in whatever order. */
export interface DesignPoints {
  readonly count: number;
  readonly at: (index: number) => readonly Setting[];
}

type Hash = (text: string) => string;

/**
 * The points of a plan's design, drawn from its seed and the factors' names alone: one factor more shifts nobody's draws but,
 * in a Sobol' sequence, the coordinates of those after it.
 *   grid             every combination, the last factor fastest; intervals evenly spaced with their ends
 *   random           independent uniform draws
 *   latin-hypercube  each factor's interval in `points` equal parts, one draw in each (McKay, Beckman and Conover 1979)
 *   sobol            the Sobol' sequence under a random digital shift, which keeps its evenness; best with a power of 2 points
 */
export const designPoints = ({ factors, design }: Pick<Plan, 'factors' | 'design'>, hash: Hash): DesignPoints => {
  if (design.kind === 'grid') return grid(factors);
  const { kind, points, seed } = design;
  const drawn = { random: randomCoordinates, 'latin-hypercube': latinHypercube, sobol: shiftedSobol }[kind];
  const coordinates = drawn({ factors, points, seed, hash });
  return {
    count: points,
    at: (index) => {
      const u = coordinates(index);
      return factors.map(({ values }, f) => settingAt(values, u[f] as number));
    },
  };
};

const grid = (factors: readonly Factor[]): DesignPoints => {
  const sizes = factors.map(({ values }) => sizeOf(values));
  return {
    count: sizes.reduce((product, size) => product * size, 1),
    at: (index) => {
      let rest = index;
      const steps = sizes.map(() => 0);
      for (let f = sizes.length - 1; f >= 0; f--) {
        steps[f] = rest % (sizes[f] as number);
        rest = Math.floor(rest / (sizes[f] as number));
      }
      return factors.map(({ values }, f) => gridSetting(values, steps[f] as number));
    },
  };
};

/** Values that a grid gives a factor. */
export const sizeOf = (values: FactorValues): number => {
  if (values.kind === 'levels') return values.values.length;
  return values.whole ? Math.min(values.count ?? 1, values.to - values.from + 1) : (values.count ?? 1);
};

const gridSetting = (values: FactorValues, step: number): Setting => {
  if (values.kind === 'levels') return levelOf(values, step);
  const last = sizeOf(values) - 1;
  const { from, to } = values;
  // Exact at both ends; a grid of whole numbers has as many steps as there are numbers at most, so none comes twice.
  const value = step === last ? to : step === 0 ? from : scaled(values, step / last);
  return numberSetting(values.whole ? Math.round(value) : value);
};

const settingAt = (values: FactorValues, u: number): Setting => {
  if (values.kind === 'levels') return levelOf(values, Math.floor(u * values.values.length));
  const { from, to, whole } = values;
  if (!whole) return numberSetting(scaled(values, u));
  if (values.scale === 'log') return numberSetting(Math.round(scaled(values, u)));
  return numberSetting(from + Math.floor(u * (to - from + 1)));
};

const scaled = ({ from, to, scale }: Extract<FactorValues, { kind: 'interval' }>, u: number): number => {
  if (scale === 'linear') return from + (to - from) * u;
  const [low, high] = [ln(from), ln(to)];
  return exp(low + (high - low) * u);
};

const levelOf = ({ labels, values }: Extract<FactorValues, { kind: 'levels' }>, index: number): Setting => ({
  label: labels[index] as Label,
  value: values[index],
});

const numberSetting = (value: number): Setting => ({ label: value, value });

interface Draw {
  readonly factors: readonly Factor[];
  readonly points: number;
  readonly seed: string;
  readonly hash: Hash;
}

/** Coordinates in [0, 1), one a factor. */
type Coordinates = (index: number) => readonly number[];

const randomCoordinates = ({ factors, seed, hash }: Draw): Coordinates => {
  const streams = factors.map(({ name }) => streamsOf(hash, [seed, 'random', name]));
  return (index) => streams.map((stream) => stream(index)());
};

const latinHypercube = ({ factors, points, seed, hash }: Draw): Coordinates => {
  const columns = factors.map(({ name }) => {
    const stream = streamsOf(hash, [seed, 'latin-hypercube', name]);
    const [shuffle, within] = [stream(0), streamsOf(hash, [seed, 'within', name])];
    const strata = Uint32Array.from({ length: points }, (_, index) => index);
    for (let index = points - 1; index > 0; index--) {
      const other = Math.floor(shuffle() * (index + 1));
      [strata[index], strata[other]] = [strata[other] as number, strata[index] as number];
    }
    return (index: number) => ((strata[index] as number) + within(index)()) / points;
  });
  return (index) => columns.map((column) => below1(column(index)));
};

const shiftedSobol = ({ factors, seed, hash }: Draw): Coordinates => {
  const shifts = factors.map(({ name }) =>
    Number.parseInt(hash(JSON.stringify([seed, 'sobol', name])).slice(0, 8), 16),
  );
  const points = sobolPoints(shifts);
  // The middle of its cell of 2^-32: no end of an interval, where a logarithm or a type's support may stop, is ever hit by chance.
  return (index) => points(index).map((x) => (x + 0.5) / 2 ** 32);
};

/** (strata + u) / points rounds to 1 for u close to 1 in the last stratum. */
const below1 = (u: number): number => (u < 1 ? u : 1 - 2 ** -53);
