import type { Scenario } from '../../domain/scenario.ts';
import { IntractableEconomy } from '../../theory/interimAllocation.ts';
import { solve } from '../solve.ts';
import { type NumberPath, withNumbers } from './scenarioPath.ts';
import type { Quantity } from './solutionPath.ts';

/** A scenario number that varies: evenly spaced values from `from` to `to`, `count` of them, ends included. */
export interface Variation {
  /** As the user wrote it. */
  readonly path: string;
  /** All numbers that take the value. */
  readonly targets: readonly NumberPath[];
  readonly from: number;
  readonly to: number;
  /** At least 2. */
  readonly count: number;
}

export interface StaticsRow {
  /** The values of the variations, by path. */
  readonly at: Readonly<Record<string, number>>;
  /** The quantities, by path; all of it null where there is no scenario at these values. */
  readonly values: Readonly<Record<string, number | null>> | null;
  /** Of the quantities that are money; null where there are none. */
  readonly errorBound: number | null;
  /** What is wrong with the scenario at these values, in its loader's words. */
  readonly fault: string | null;
}

interface StaticsQuestion {
  readonly scenario: Scenario;
  readonly variations: readonly Variation[];
  readonly quantities: readonly Quantity[];
  /** Judges a changed scenario as if it had been written so: the scenario, or what is wrong with it. */
  readonly load: (changed: Scenario) => { readonly scenario: Scenario } | { readonly faults: readonly string[] };
}

/** Every combination of the variations' values, the last one fastest. Values are exact at both ends. */
export const gridOf = (variations: readonly Variation[]): readonly (readonly number[])[] =>
  variations.reduce<readonly (readonly number[])[]>(
    (rows, { from, to, count }) =>
      rows.flatMap((row) =>
        Array.from({ length: count }, (_, j) => [
          ...row,
          j === count - 1 ? to : from + ((to - from) * j) / (count - 1),
        ]),
      ),
    [[]],
  );

/**
 * Comparative statics (section 5.2): the theory solved anew at every point of the grid, one row at a time. A point at which
 * the scenario breaks, as when endowments no longer add up, is a row that says so. Cost: one solve a row.
 */
export function* statics({ scenario, variations, quantities, load }: StaticsQuestion): Generator<StaticsRow> {
  for (const point of gridOf(variations)) {
    const at = Object.fromEntries(variations.map(({ path }, v) => [path, point[v] as number]));
    const changed = variations.reduce((one, { targets }, v) => withNumbers(one, targets, point[v] as number), scenario);
    const nothing = (fault: string): StaticsRow => ({ at, values: null, errorBound: null, fault });
    const loaded = load(changed);
    if ('faults' in loaded) {
      yield nothing(loaded.faults.join('; '));
      continue;
    }
    try {
      const solution = solve(loaded.scenario);
      const values = Object.fromEntries(quantities.map((one) => [one.path, one.in(solution)]));
      yield { at, values, errorBound: solution.accuracy.errorBound, fault: null };
    } catch (error) {
      if (!(error instanceof IntractableEconomy)) throw error;
      yield nothing(error.message);
    }
  }
}
