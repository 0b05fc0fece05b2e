import type { Scenario } from '../../domain/scenario.ts';
import type { NumberPath } from '../statics/scenarioPath.ts';

/** What a factor's level is called in the table of results. */
export type Label = string | number | boolean | null;

/** A part of the scenario that varies. */
export interface Factor {
  /** Its column in the table of results. */
  readonly name: string;
  /** Where in the resolved scenario its value goes. */
  readonly targets: readonly NumberPath[];
  readonly values: FactorValues;
}

export type FactorValues =
  /** Written values, as long as their labels. */
  | { readonly kind: 'levels'; readonly labels: readonly Label[]; readonly values: readonly unknown[] }
  /** Numbers from `from` to `to`: `count` of them in a grid, any in a sample; whole ones only if `whole`. */
  | {
      readonly kind: 'interval';
      readonly from: number;
      readonly to: number;
      readonly count: number | null;
      readonly scale: 'linear' | 'log';
      readonly whole: boolean;
    };

/** How the factors' values meet. */
export type Design =
  | { readonly kind: 'grid' }
  | { readonly kind: 'random' | 'latin-hypercube' | 'sobol'; readonly points: number; readonly seed: string };

/** One figure of an answer: `solve.interior.holdings.a1` under a column's name. */
export interface Outcome {
  readonly column: string;
  readonly path: string;
}

/** A study with everything in it that its results follow from; plain data, which JSON carries from one machine to another. */
export interface Plan {
  readonly name: string;
  readonly version: string;
  /** The base scenario, resolved. */
  readonly scenario: Scenario;
  readonly factors: readonly Factor[];
  readonly design: Design;
  /** Seeds a point is played with, the same ones at every point. */
  readonly replications: number;
  readonly outcomes: readonly Outcome[];
  /** Draws of types in each cell, where an outcome is one of `sample`; null where none is. */
  readonly draws: number | null;
  /** Milliseconds that one cell may take; no part of its name. */
  readonly timeLimit: number;
  /** Modules of users that the scenarios name, by the path as written, with the SHA-256 of their files. */
  readonly modules: Readonly<Record<string, string>>;
}
