import { withNumbers } from '../statics/scenarioPath.ts';
import { designPoints } from './designPoints.ts';
import type { Label, Plan } from './plan.ts';

/** One simulation of a study. */
export interface Cell {
  /** SHA-256 of everything that its result follows from, in hex: equal names have equal results. */
  readonly name: string;
  /** As the design changed it, not yet judged by the loader. */
  readonly scenario: unknown;
  readonly seed: string;
  /** From 1. */
  readonly replication: number;
  /** One a factor. */
  readonly settings: readonly Label[];
}

export interface StudyCells {
  readonly count: number;
  /** Cell `index` from 0: all replications of the first point, then of the second. Cost O(scenario). */
  readonly at: (index: number) => Cell;
}

/** Part of every name: another number whenever results of the same scenario come to be stored otherwise. */
const FORM = 1;

/**
 * The cells of a study. Replication 1 has the scenario's own seed and replication r the seed `<seed>/r`, at every point of the
 * design: points are compared under common random numbers. A cell is named by its content, without what is only text about it:
 * where a study changes, cells that it shares with the old one keep their names.
 */
export const studyCells = (plan: Plan, hash: (text: string) => string): StudyCells => {
  const points = designPoints(plan, hash);
  const { version, outcomes, factors, replications, draws, modules } = plan;
  const paths = outcomes.map(({ path }) => path);
  const rest = JSON.stringify([FORM, version, paths, draws, Object.entries(modules).sort()]);
  const { about: _about, ...base } = plan.scenario;
  return {
    count: points.count * replications,
    at: (index) => {
      const replication = (index % replications) + 1;
      const settings = points.at(Math.floor(index / replications));
      const changed = factors.reduce<Omit<Plan['scenario'], 'about'>>(
        (scenario, { targets }, f) => withNumbers(scenario, targets, settings[f]?.value),
        base,
      );
      // A factor may set the seed; a wrong one is for the loader to refuse.
      const own: unknown = changed.seed;
      const seed = replication === 1 ? String(own) : `${own}/${replication}`;
      const scenario = replication === 1 ? changed : { ...changed, seed };
      const name = hash(`${rest}\n${JSON.stringify(scenario)}`);
      return { name, scenario, seed, replication, settings: settings.map(({ label }) => label) };
    },
  };
};
