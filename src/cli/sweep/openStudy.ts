import { dirname, join } from 'node:path';
import { formatFault } from '../../../scenarios/fault.ts';
import { readStudy } from '../../../scenarios/readStudy.ts';
import type { Plan } from '../../studies/sweep/plan.ts';
import { UserFault } from '../failure.ts';
import { planOf } from './planOf.ts';

/** The plan of a study file, and the folder where the paths of its agents start. Notes go to stderr, faults end the command. */
export const openStudy = async (file: string): Promise<{ readonly plan: Plan; readonly folder: string }> => {
  const draft = readStudy(file);
  const { scenarioFile } = draft;
  const beside = dirname(file);
  const folder =
    scenarioFile === null ? beside : dirname(scenarioFile.startsWith('/') ? scenarioFile : join(beside, scenarioFile));
  const planned = await planOf(draft, folder);
  if ('faults' in planned) throw new UserFault(planned.faults.map(formatFault));
  for (const note of draft.notes) process.stderr.write(`${note}\n`);
  const { replications, outcomes } = planned.plan;
  if (replications > 1 && outcomes.every(({ path }) => path.startsWith('solve.'))) {
    process.stderr.write(
      `${file}: every outcome is one of solve, which draws nothing: all ${replications} replications of a point will be equal\n`,
    );
  }
  return { plan: planned.plan, folder };
};
