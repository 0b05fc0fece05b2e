import type { Solution } from '../solve.ts';
import type { PathFault } from './scenarioPath.ts';

/** One number of a solution: `interior.worstOffType`, or `interior.holdings.a1` where the solution has a number an agent. */
export interface Quantity {
  readonly path: string;
  /** Null where the quantity does not exist, such as charges that are refused. */
  readonly in: (solution: Solution) => number | null;
}

export type Quantities = { readonly quantities: readonly Quantity[] } | { readonly fault: PathFault };

/** What a path into a solution means: one number, or one for every agent where it stops at a list. Agents go by id or index. */
export const quantitiesAt = (solution: Solution, written: string): Quantities => {
  const { agents } = solution;
  let node: unknown = solution;
  let within = '';
  const steps: string[] = [];
  for (let rest = written; rest !== ''; ) {
    const perAgent: boolean = Array.isArray(node);
    // An id may contain dots, and nothing lies below an agent's number.
    const step: string = perAgent ? rest : (rest.split('.')[0] as string);
    const known = perAgent ? agents : typeof node === 'object' && node !== null ? Object.keys(node) : [];
    const index = known.includes(step) ? known.indexOf(step) : perAgent && /^\d+$/.test(step) ? Number(step) : -1;
    // A list that does not exist in this scenario may exist in another: its agents are known all the same.
    if (node === null && (agents.includes(step) || /^\d+$/.test(step))) return one(written, steps, agents, step);
    if (index < 0 || index >= known.length) return { fault: { kind: 'unknown', step, within, known } };
    node = perAgent ? (node as unknown[])[index] : (node as Record<string, unknown>)[step];
    steps.push(perAgent ? String(index) : step);
    within = within === '' ? step : `${within}.${step}`;
    rest = rest.slice(step.length + 1);
  }
  if (typeof node === 'number' || node === null) return { quantities: [{ path: written, in: reader(steps) }] };
  if (Array.isArray(node) && node.every((value) => typeof value === 'number') && node.length === agents.length) {
    const each = agents.map((id, index) => ({ path: `${written}.${id}`, in: reader([...steps, String(index)]) }));
    return { quantities: each };
  }
  if (typeof node === 'object' && !Array.isArray(node))
    return { fault: { kind: 'unknown', step: '', within, known: Object.keys(node as object) } };
  return { fault: { kind: 'not a number', within } };
};

const one = (path: string, steps: readonly string[], agents: readonly string[], step: string): Quantities => {
  const index = agents.includes(step) ? agents.indexOf(step) : Number(step);
  return { quantities: [{ path, in: reader([...steps, String(index)]) }] };
};

const reader =
  (steps: readonly string[]): Quantity['in'] =>
  (solution) => {
    let node: unknown = solution;
    for (const step of steps) node = (node as Record<string, unknown> | null | undefined)?.[step];
    return typeof node === 'number' ? node : null;
  };
