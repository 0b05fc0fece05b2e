import type { Scenario } from '../domain/scenario.ts';
import { UserFault } from './failure.ts';
import { readInput } from './readInput.ts';

/** The scenario of a file whose forward market is a game. */
export const gameInput = (path: string): Scenario => {
  const scenario = readInput(path);
  if (scenario.forward.rule === 'none') {
    throw new UserFault([
      `${path}: forward.rule: expected discriminatory, posted or uniform, got none, under which nobody is asked for a demand and there is no game`,
    ]);
  }
  return scenario;
};
