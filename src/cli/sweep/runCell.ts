import { parseScenario } from '../../../scenarios/parseScenario.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { nodeSha256 } from '../../log/nodeSha256.ts';
import { figureAt } from '../../studies/sweep/figurePath.ts';
import type { Plan } from '../../studies/sweep/plan.ts';
import { studyCells } from '../../studies/sweep/studyCells.ts';
import { messageOf } from '../agentModule.ts';
import { oneLine } from '../format.ts';
import { ANSWERS, type AnswerName } from './answers.ts';
import type { CellResult } from './cellResult.ts';

/** Runs single cells of a plan. `folder` is where the paths of users' agents start. What goes wrong in a cell is its result. */
export const cellRunner = (plan: Plan, folder: string): ((index: number) => Promise<CellResult>) => {
  const cells = studyCells(plan, nodeSha256);
  const wanted = new Map<AnswerName, string[]>();
  for (const { path } of plan.outcomes) {
    const [name, rest] = splitPath(path);
    wanted.set(name, [...(wanted.get(name) ?? []), rest]);
  }
  const failed = (kind: 'refused' | 'failed', reason: string): CellResult => ({
    values: plan.outcomes.map(() => null),
    failure: { kind, reason: oneLine(reason) },
  });
  return async (index) => {
    const { scenario: changed } = cells.at(index);
    try {
      const loaded = load(changed, plan.scenario.name);
      if ('faults' in loaded) return failed('refused', `no scenario at these values: ${loaded.faults.join('; ')}`);
      const { scenario } = loaded;
      const agents = scenario.agents.map(({ id }) => id);
      const answers = new Map<AnswerName, unknown>();
      for (const [name, paths] of wanted) {
        answers.set(name, await ANSWERS[name]({ scenario, folder, wanted: paths, draws: plan.draws ?? 0 }));
      }
      const values = plan.outcomes.map(({ path }) => {
        const [name, rest] = splitPath(path);
        return figureAt(answers.get(name), agents, rest);
      });
      return { values, failure: null };
    } catch (error) {
      return failed('failed', messageOf(error));
    }
  };
};

/** `solve.interior.worstOffType` as the answer's name and the path in it. */
const splitPath = (path: string): readonly [AnswerName, string] => {
  const dot = path.indexOf('.');
  return [path.slice(0, dot) as AnswerName, path.slice(dot + 1)];
};

/** The loader's own verdict on a changed scenario; columns were read before. */
const load = (
  changed: unknown,
  file: string,
): { readonly scenario: Scenario } | { readonly faults: readonly string[] } => {
  const readColumn = () => ({ error: 'a level of a factor names no file' });
  const parsed = parseScenario(JSON.stringify(changed), { file, readColumn });
  if ('scenario' in parsed) return parsed;
  return { faults: parsed.faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)) };
};
