import type { Path, Problem } from '../../../scenarios/problem.ts';
import { unknownName } from '../../../scenarios/refusal.ts';
import type { WrittenStudy } from '../../../scenarios/studySchema.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { figurePaths } from '../../studies/sweep/figurePath.ts';
import type { Outcome } from '../../studies/sweep/plan.ts';
import { REGRET_NAMES } from '../measureSeries.ts';
import { pathSentence } from '../pathFault.ts';
import { ANSWER_NAMES, ANSWERS, type AnswerName } from './answers.ts';

/** The outcomes of a study, one a column, in its order; problems are put to `problems`. */
export const outcomesOf = async (
  scenario: Scenario,
  { outcomes: written, factors }: Partial<WrittenStudy>,
  problems: Problem[],
): Promise<readonly Outcome[]> => {
  const taken = new Set(Object.keys(factors ?? {}).map((name) => name.toLowerCase()));
  const list: readonly (readonly [Path, string | undefined, unknown])[] = Array.isArray(written)
    ? written.map((path, index) => [['outcomes', index], undefined, path] as const)
    : Object.entries(written ?? {}).map(([column, path]) => [['outcomes', column], column, path] as const);
  const agents = scenario.agents.map(({ id }) => id);
  const found: Outcome[] = [];
  for (const [at, column, path] of list) {
    if (typeof path !== 'string') continue;
    const [head = ''] = path.split('.');
    const name = ANSWER_NAMES.find((one) => one === head);
    if (name === undefined) {
      problems.push({ path: at, message: unknownName(head, ANSWER_NAMES) });
      continue;
    }
    const rest = path.slice(head.length + 1);
    const figures = figurePaths({ answer: await sampleOf(name), agents: SAMPLE.agents.length }, agents, rest);
    if ('fault' in figures) {
      const { fault } = figures;
      const within = fault.within === '' ? name : `${name}.${fault.within}`;
      problems.push({ path: at, message: pathSentence({ ...fault, within }) });
      continue;
    }
    // Where a path means one figure an agent, each has a column.
    const suffix = (index: number): string => (figures.paths.length === 1 ? '' : `.${agents[index]}`);
    for (const [i, figure] of figures.paths.entries()) {
      const title = `${column ?? path}${suffix(i)}`;
      if (taken.has(title.toLowerCase())) problems.push({ path: at, message: `two columns would be called ${title}` });
      taken.add(title.toLowerCase());
      found.push({ column: title, path: `${name}.${figure}` });
    }
  }
  return found;
};

const samples = new Map<AnswerName, Promise<unknown>>();

/** An answer to look at: that to a small scenario, computed once. Answers to all scenarios have the same parts. */
const sampleOf = (name: AnswerName): Promise<unknown> => {
  const wanted = REGRET_NAMES.map((regret) => `measures.${regret}`);
  const sample = samples.get(name) ?? ANSWERS[name]({ scenario: SAMPLE, folder: '.', wanted, draws: 2 });
  samples.set(name, sample);
  return sample;
};

const trader = (id: string, endowment: number): Scenario['agents'][number] => ({
  id,
  maxDemand: 1,
  endowment,
  type: { family: 'uniform', min: 0, max: 1 },
  forward: { strategy: 'equilibrium' },
  spot: { strategy: 'truthful' },
});

/** A scenario with nothing missing from its answers: charges that exist, a spot market that opens. Three agents, and no other list of three. */
const SAMPLE: Scenario = {
  name: 'sample',
  about: '',
  seed: 'sample',
  units: { quantity: 'units', money: 'money' },
  supply: 1,
  agents: [trader('seller', 1), trader('buyer', 0), trader('other', 0)],
  forward: { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'linear' },
  spot: { mechanism: 'vcg', resale: false },
  states: null,
  cycles: 1,
  carry: 'allocation',
  discount: 1,
};
