import { realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { MarketEvent } from '../../domain/events.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { editedScenario } from '../../engine/edits.ts';
import { forksAt } from '../../engine/forks.ts';
import { runEvents } from '../../engine/run.ts';
import { createRun } from '../../log/createRun.ts';
import { LogError } from '../../log/LogError.ts';
import { withMeasures } from '../../studies/measures/withMeasures.ts';
import { diffRuns } from '../../timeline/diffRuns.ts';
import { type ForkPlan, planFork } from '../../timeline/planFork.ts';
import { playPrefix } from '../../timeline/playPrefix.ts';
import { VERSION } from '../../version.ts';
import { createDiffDescription } from '../describeDiff.ts';
import { describeEdit } from '../describeEdit.ts';
import { EXIT, UserFault } from '../failure.ts';
import { print, printJson } from '../format.ts';
import { lateAnswer } from '../lateAnswers.ts';
import { describeBreak, type OpenLog, openLog } from '../openLog.ts';
import { progressOf } from '../progress.ts';
import { setupOf } from '../setup.ts';
import { shellWord } from '../shellWord.ts';
import { goesOn, writeRun } from '../writeRun.ts';

interface ForkOptions {
  readonly at: number;
  readonly set?: readonly string[];
  readonly out: string;
  readonly answerLimit: number;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `forespot fork`: the parent is read, played again up to the fork, and nothing is written before both agree. */
export const forkCommand = async (path: string, options: ForkOptions): Promise<number> => {
  const { at, set = [], out: directory, force = false, answerLimit } = options;
  const parent = openLog(path);
  const plan = await planFork({ log: parent.events(), at, set });
  if (parent.found.broken !== null) throw new LogError(describeBreak(parent.file, parent.found.broken), 'log');
  if ('faults' in plan) throw new UserFault(plan.faults.map((fault) => `${parent.file}: ${fault}`));
  if (sameFolder(directory, dirname(parent.file))) {
    throw new UserFault([`--out ${directory}: this is the run that is forked: choose another folder`]);
  }
  const { started, detail, measured } = plan;
  const { scenario, seed, version } = started;
  const forks = plan.forksFrom(parent.found.head);
  const folder = parent.folder();
  const run = { scenario, seed, version, detail, folder, answerLimit };
  const { setup, loadFor } = await setupOf({ ...run, forkAt: forksAt(forks) });
  for (const { edits } of forks) await loadFor(edits);
  const played = runEvents(setup);
  const fresh = measured ? withMeasures(played) : played;
  await playAgain(parent, fresh, plan);

  const claimed = { log: detail, measure: measured, answerLimit, durable: 'cycle' as const };
  const place = { directory, force, folder: relative(resolve(directory), resolve(folder)) };
  const child = createRun({ ...place, scenario, seed, version, options: claimed, forks });
  const forked = editedScenario(
    scenario,
    forks.flatMap(({ edits }) => edits),
  );
  try {
    for await (const { seq, event } of parent.events()) {
      if (seq >= at) break;
      child.append(event);
    }
  } catch (error) {
    child.close();
    throw error;
  }
  const progress = progressOf(forked.cycles, 'cycles');
  const stopped = await writeRun({
    run: child,
    events: fresh,
    directory,
    measured,
    take: ({ cycle }, endsCycle) => {
      if (endsCycle) progress.at(cycle);
    },
  }).finally(progress.stop);
  if (stopped !== null) {
    process.stderr.write(
      `forespot: stopped; the log in ${directory} is whole as far as it goes; ${goesOn(directory)}\n`,
    );
    return stopped;
  }
  const log = join(directory, 'events.ndjson');
  const [events, head] = [child.events(), child.head()];
  const edits = plan.edits;
  const { diff, description } = await compared(parent, openLog(directory), scenario);
  const { a: before, b: after, changed } = diff.cycles;
  if (edits.length > 0 && before === after && changed === 0) {
    process.stderr.write(
      'forespot: what was set changes nothing: every figure of every cycle is the same, as where a market stays shut\n',
    );
  }
  if (options.json === true) {
    const origin = { log: parent.file, head: parent.found.head, at };
    printJson({ name: scenario.name, seed, directory, log, events, head, parent: origin, edits, diff });
    return EXIT.done;
  }
  print(
    [
      edits.length === 0
        ? `${scenario.name}, forked at event ${at} without edits: the same run`
        : `${scenario.name}, forked at event ${at}${named(plan)}: ${edits.map((edit) => describeEdit(edit, scenario)).join('; ')}`,
      ...(diff.equal ? [] : ['', description]),
      '',
      `${events} events in ${log}, of which the first ${at} are the parent's`,
      'next:',
      `  npx forespot diff ${shellWord(path)} ${shellWord(directory)}`,
      `  npx forespot show ${shellWord(directory)} --at ${at}`,
      `  npx forespot replay ${shellWord(directory)}`,
    ].join('\n'),
  );
  return EXIT.done;
};

/** Links and all. */
const sameFolder = (one: string, other: string): boolean => {
  const [first, second] = [one, other].map((folder) => {
    try {
      return realpathSync(folder);
    } catch {
      return resolve(folder);
    }
  });
  return first === second;
};

const named = ({ point: { event } }: ForkPlan): string =>
  event === null ? '' : ` (${event.kind}, cycle ${event.cycle}${'agent' in event ? `, ${event.agent}` : ''})`;

/** Brings the run to the fork. Throws where it is not the one in the log. */
const playAgain = async (parent: OpenLog, fresh: Iterator<MarketEvent, unknown>, plan: ForkPlan): Promise<void> => {
  const { at, started } = plan;
  const progress = progressOf(at, 'events played again');
  const found = await playPrefix({ log: parent.events(), fresh, at, progress: progress.at }).finally(progress.stop);
  if (found === null) return;
  const { difference, logged, now } = found;
  const { seq, field } = difference;
  const late = now === null ? null : lateAnswer(logged, now);
  const other = started.version === VERSION ? '' : ` (by forespot ${started.version}; this is ${VERSION})`;
  throw new LogError(
    `${parent.file}:${seq + 1}: event ${seq} differs in ${field} when the run is played again: the log has ${JSON.stringify(difference.logged)}, ` +
      `playing gives ${JSON.stringify(difference.recomputed)}. ${
        late ??
        `An agent's module or the program is another than when the log was written${other}, and a fork needs agents that remember what they did`
      }. Nothing was written`,
    'log',
  );
};

const compared = async (parent: OpenLog, child: OpenLog, scenario: Scenario) => {
  const cycles = diffRuns(eventsOf(parent), eventsOf(child));
  const description = createDiffDescription();
  let step = await cycles.next();
  for (; step.done !== true; step = await cycles.next()) description.take(step.value);
  return { diff: step.value, description: description.describe(step.value, scenario) };
};

async function* eventsOf(log: OpenLog): AsyncGenerator<MarketEvent> {
  for await (const { event } of log.events()) yield event;
}
