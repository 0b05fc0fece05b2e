import type { Scenario } from '../../domain/scenario.ts';
import { stability } from '../../studies/stability/stability.ts';
import { describeStability } from '../describeStability.ts';
import { EXIT, UserFault } from '../failure.ts';
import { print, printJson } from '../format.ts';
import { type Progress, progressOf } from '../progress.ts';
import { readInput } from '../readInput.ts';

interface StabilityOptions {
  readonly starts: number;
  readonly grid?: number;
  readonly json?: boolean;
}

const GRID = 12;
/** Beyond these a study takes hours: agents reply to one another one by one, round after round. */
const MOST = { agents: 100, starts: 1000, grid: 200 } as const;

/** `forespot stability`: whether demands that are moved away from r* come back, under the scenario's rule and two others. */
export const stabilityCommand = (file: string, options: StabilityOptions): number => {
  const scenario = readInput(file);
  check(file, scenario, options);
  const { starts, grid = GRID, json } = options;
  let progress: Progress | undefined;
  const onPath = (followed: number, total: number): void => {
    progress ??= progressOf(total, 'paths followed');
    progress.at(followed);
  };
  const result = stability(scenario, { starts, grid, onPath });
  progress?.stop();
  if (json === true) printJson(result);
  else print(describeStability(scenario, result));
  return EXIT.done;
};

const check = (file: string, { agents, forward }: Scenario, { starts, grid }: StabilityOptions): void => {
  const refuse = (sentence: string): never => {
    throw new UserFault([sentence]);
  };
  if (forward.rule === 'none')
    refuse(`${file}: forward rule none asks for no demands to follow; expected discriminatory, posted or uniform`);
  if (agents.length > MOST.agents)
    refuse(`${file}: expected at most ${MOST.agents} agents to follow, got ${agents.length}`);
  if (starts > MOST.starts) refuse(`--starts: expected at most ${MOST.starts} starting points, got ${starts}`);
  if (grid === undefined) return;
  if (agents.length !== 3)
    refuse(`--grid: basins are drawn for three agents, ${file} has ${agents.length}; leave the option out`);
  if (grid > MOST.grid) refuse(`--grid: expected at most ${MOST.grid} steps, got ${grid}`);
};
