import type { PathFault } from '../statics/scenarioPath.ts';

/** One figure of a cell; null where there is none. */
export type Figure = number | string | boolean | null;

export type Figures = { readonly paths: readonly string[] } | { readonly fault: PathFault };

/**
 * What a path into an answer means, judged by the answer to another scenario, whose lists stand for those of `agents`: one
 * figure, or one for every agent where the path stops at a list with a number each. Agents go by id, which may contain dots, or
 * by index.
 */
export const figurePaths = (sample: unknown, agents: readonly string[], written: string): Figures => {
  let node = sample;
  const steps: string[] = [];
  for (let rest = written; rest !== ''; ) {
    const within = steps.join('.');
    const step = Array.isArray(node) ? agentIn(agents, rest) : (rest.split('.')[0] as string);
    const known = Array.isArray(node) ? agents : typeof node === 'object' && node !== null ? Object.keys(node) : [];
    if (step === null || !known.includes(step)) {
      return { fault: { kind: 'unknown', step: rest.split('.')[0] as string, within, known } };
    }
    node = Array.isArray(node) ? node[0] : (node as Record<string, unknown>)[step];
    steps.push(step);
    const byIndex = !rest.startsWith(step);
    rest = rest.slice((byIndex ? (rest.split('.')[0] as string) : step).length + 1);
  }
  const path = steps.join('.');
  if (typeof node !== 'object' || node === null) return { paths: [path] };
  if (!Array.isArray(node)) return { fault: { kind: 'unknown', step: '', within: path, known: Object.keys(node) } };
  if (typeof node[0] === 'object') return { fault: { kind: 'unknown', step: '', within: path, known: agents } };
  return { paths: agents.map((id) => `${path}.${id}`) };
};

/** The figure at a path of `figurePaths` in an answer; null where this one has none, as where it has other agents. */
export const figureAt = (answer: unknown, agents: readonly string[], path: string): Figure => {
  let node = answer;
  for (let rest = path; rest !== ''; ) {
    const step = Array.isArray(node) ? agentIn(agents, rest) : (rest.split('.')[0] as string);
    if (step === null || typeof node !== 'object' || node === null) return null;
    if (!Array.isArray(node) && !Object.hasOwn(node, step)) return null;
    node = Array.isArray(node) ? node[agents.indexOf(step)] : (node as Record<string, unknown>)[step];
    rest = rest.slice(step.length + 1);
  }
  return typeof node === 'number' || typeof node === 'string' || typeof node === 'boolean' ? node : null;
};

/** The agent that a path begins with: the longest id that fits, or the index of one. */
const agentIn = (agents: readonly string[], rest: string): string | null => {
  const fitting = agents.filter((id) => rest === id || rest.startsWith(`${id}.`));
  if (fitting.length > 0) return fitting.reduce((best, id) => (id.length > best.length ? id : best));
  const [index = ''] = rest.split('.');
  return /^\d+$/.test(index) ? (agents[Number(index)] ?? null) : null;
};
