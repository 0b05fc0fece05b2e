import { formatFault } from '../../scenarios/fault.ts';
import { readScenario } from '../../scenarios/readScenario.ts';
import type { Scenario } from '../domain/scenario.ts';
import { UserFault } from './failure.ts';

/** The scenario of a file; notes go to stderr, faults end the command with all of them. */
export const readInput = (path: string): Scenario => {
  const read = readScenario(path);
  if ('faults' in read) throw new UserFault(read.faults.map(formatFault));
  for (const note of read.notes) process.stderr.write(`${note}\n`);
  return read.scenario;
};
