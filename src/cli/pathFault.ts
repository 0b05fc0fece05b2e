import { nearest } from '../../scenarios/nearest.ts';
import type { PathFault } from '../studies/statics/scenarioPath.ts';
import { UserFault } from './failure.ts';

const MOST_SHOWN = 12;

/** The sentence for a path that leads nowhere, with the nearest name or all of them. */
export const pathFault = (option: string, fault: PathFault): UserFault => {
  const place = fault.within === '' ? 'the top level' : fault.within;
  if (fault.kind === 'not a number') return new UserFault([`${option}: ${place} is not a number`]);
  const { step, known } = fault;
  const list = known.slice(0, MOST_SHOWN).join(', ') + (known.length > MOST_SHOWN ? ', ...' : '');
  if (step === '') return new UserFault([`${option}: expected a number, ${place} has several parts: ${list}`]);
  if (known.length === 0) return new UserFault([`${option}: ${place} has no parts, and so no ${step}`]);
  const meant = nearest(step, known);
  const hint = meant === null ? `it has ${list}` : `did you mean ${meant}?`;
  return new UserFault([`${option}: ${place} has no ${step}; ${hint}`]);
};
