import type { PathFault } from '../statics/scenarioPath.ts';

/** One figure of a cell; null where there is none. */
export type Figure = number | string | boolean | null;

export type Figures = { readonly paths: readonly string[] } | { readonly fault: PathFault };

/**
 * What a path into an answer means, judged by the answer to a sample scenario, whose lists with an element an agent stand for those
 * of `agents`: one figure, or one for every agent where the path stops at a list with a number each. Agents go by id, which may
 * contain dots, or by index; the elements of other lists by index.
 */
export const figurePaths = (sample: Sample, agents: readonly string[], written: string): Figures => {
  let node = sample.answer;
  const steps: string[] = [];
  for (let rest = written; rest !== ''; ) {
    const [first = ''] = rest.split('.');
    const perAgent: boolean = Array.isArray(node) && node.length === sample.agents;
    const known = perAgent ? agents : typeof node === 'object' && node !== null ? Object.keys(node) : [];
    const step = perAgent ? agentIn(agents, rest) : first;
    if (step === null || !known.includes(step)) {
      return { fault: { kind: 'unknown', step: first, within: steps.join('.'), known } };
    }
    node = perAgent ? (node as unknown[])[0] : (node as Record<string, unknown>)[step];
    steps.push(step);
    rest = rest.slice((rest.startsWith(step) ? step : first).length + 1);
  }
  const path = steps.join('.');
  if (typeof node !== 'object' || node === null) return { paths: [path] };
  const perAgent = Array.isArray(node) && node.length === sample.agents;
  if (perAgent && typeof (node as unknown[])[0] !== 'object') return { paths: agents.map((id) => `${path}.${id}`) };
  return { fault: { kind: 'unknown', step: '', within: path, known: perAgent ? agents : Object.keys(node) } };
};

interface Sample {
  readonly answer: unknown;
  /** How many agents its scenario has; no other list in it is as long. */
  readonly agents: number;
}

/** The figure at a path of `figurePaths` in an answer; null where this one has none, as where it has other agents. */
export const figureAt = (answer: unknown, agents: readonly string[], path: string): Figure => {
  let node = answer;
  for (let rest = path; rest !== ''; ) {
    if (typeof node !== 'object' || node === null) return null;
    const [first = ''] = rest.split('.');
    const agent = Array.isArray(node) ? agentIn(agents, rest, false) : null;
    const step: string = agent ?? first;
    const key = agent === null ? step : agents.indexOf(agent);
    node = Object.hasOwn(node, key) ? (node as Record<string | number, unknown>)[key] : null;
    rest = rest.slice(step.length + 1);
  }
  return typeof node === 'number' || typeof node === 'string' || typeof node === 'boolean' ? node : null;
};

/** The agent that a path begins with: the longest id that fits, or the index of one. */
const agentIn = (agents: readonly string[], rest: string, byIndex = true): string | null => {
  const fitting = agents.filter((id) => rest === id || rest.startsWith(`${id}.`));
  if (fitting.length > 0) return fitting.reduce((best, id) => (id.length > best.length ? id : best));
  const [index = ''] = rest.split('.');
  return byIndex && /^\d+$/.test(index) ? (agents[Number(index)] ?? null) : null;
};
