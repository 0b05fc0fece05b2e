import { nearest } from '../../scenarios/nearest.ts';
import type { PathFault } from '../studies/statics/scenarioPath.ts';
import { UserFault } from './failure.ts';

const MOST_SHOWN = 12;

/** The fault of an option whose path leads nowhere. */
export const pathFault = (option: string, fault: PathFault): UserFault =>
  new UserFault([`${option}: ${pathSentence(fault)}`]);

/** The sentence for a path that leads nowhere, with the nearest name or all of them. */
export const pathSentence = (fault: PathFault): string => {
  const place = fault.within === '' ? 'the top level' : fault.within;
  if (fault.kind === 'not a number') return `${place} is not a number`;
  const { step, known } = fault;
  const list = known.slice(0, MOST_SHOWN).join(', ') + (known.length > MOST_SHOWN ? ', ...' : '');
  if (step === '') return `expected a number, ${place} has several parts: ${list}`;
  if (known.length === 0) return `${place} has no parts, and so no ${step}`;
  const meant = nearest(step, known);
  const hint = meant === null ? `it has ${list}` : `did you mean ${meant}?`;
  return `${place} has no ${step}; ${hint}`;
};
