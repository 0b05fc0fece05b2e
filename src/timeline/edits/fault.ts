import { nearest } from '../../../scenarios/nearest.ts';
import { show } from '../../../scenarios/show.ts';
import { toNumber } from '../../../scenarios/toNumber.ts';
import type { Scenario } from '../../domain/scenario.ts';

/** A fault that the user hears of; nothing outside this folder sees it. */
export class Fault extends Error {}

/** An agent's id, if it is one. */
export const idIn = (scenario: Scenario, id: string): string => {
  const ids = scenario.agents.map((agent) => agent.id);
  if (ids.includes(id)) return id;
  const meant = nearest(id, ids);
  throw new Fault(
    `the run has no agent ${show(id)}: ${meant === null ? `its agents are ${ids.slice(0, 20).join(', ')}` : `did you mean ${meant}?`}`,
  );
};

/** A number, or a fraction as text, in [low, high]. */
export const within = (value: unknown, low: number, high: number, what: string): number => {
  const number = toNumber(value);
  if (number !== null && number >= low && number <= high) return number;
  throw new Fault(`expected ${what} between ${low} and ${high}, got ${show(value)}`);
};
