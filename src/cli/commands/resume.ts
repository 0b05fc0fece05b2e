import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { MarketEvent } from '../../domain/events.ts';
import { firstDifference } from '../../engine/difference.ts';
import { forksAt } from '../../engine/forks.ts';
import { runEvents } from '../../engine/run.ts';
import { LineDiffers } from '../../log/createLineMatcher.ts';
import { LogError } from '../../log/LogError.ts';
import { type ResumedRun, resumeRun } from '../../log/resumeRun.ts';
import { EVENTS_FILE, SUMMARY_FILE } from '../../log/runFiles.ts';
import { readRunClaim } from '../../log/runSummary.ts';
import { verifyRun } from '../../log/verifyRun.ts';
import { withMeasures } from '../../studies/measures/withMeasures.ts';
import { VERSION } from '../../version.ts';
import { EXIT } from '../failure.ts';
import { print, printJson } from '../format.ts';
import { lateAnswer } from '../lateAnswers.ts';
import { describeBreak } from '../openLog.ts';
import { playRun } from '../playRun.ts';
import { setupOf } from '../setup.ts';
import { shellWord } from '../shellWord.ts';

interface ResumeOptions {
  readonly answerLimit?: number;
  readonly json?: boolean;
  readonly verbose: boolean;
}

export const resumeCommand = async (path: string, options: ResumeOptions): Promise<number> => {
  const directory = folderOf(path);
  const done = await whatIsComplete(directory);
  if (done !== null) {
    if (options.json === true) printJson(done);
    else print(`${directory}: the run is complete, with ${done.events} events; there is nothing to resume`);
    return EXIT.done;
  }
  const resumed = await resumeRun(directory, ({ events, tornBytes }) => {
    const torn = tornBytes === 0 ? '' : `; the torn line behind them (${tornBytes} bytes) is cut off`;
    say(`${events} events of the log played again, the same to the last byte${torn}`);
  });
  for (const note of resumed.notes) say(note);
  try {
    return await goOn(directory, resumed, options);
  } catch (error) {
    if (!(error instanceof LineDiffers)) throw error;
    throw await whyItDiffers(directory, resumed, error);
  } finally {
    resumed.run.close();
  }
};

const say = (sentence: string): void => void process.stderr.write(`forespot: ${sentence}\n`);

/** The folder that a user names by itself or by the log in it. */
const folderOf = (path: string): string => {
  const directory = basename(path) === EVENTS_FILE && isFile(path) ? dirname(path) : path;
  if (isFile(directory)) {
    throw new LogError(
      `resume needs the folder of a run, with its ${SUMMARY_FILE} and ${EVENTS_FILE}; ${path} is a file`,
      'file',
    );
  }
  if ([SUMMARY_FILE, EVENTS_FILE].some((name) => existsSync(join(directory, name)))) return directory;
  throw new LogError(
    existsSync(directory)
      ? `${directory} holds no run: there is no ${SUMMARY_FILE} and no ${EVENTS_FILE} in it`
      : `cannot read ${directory}: there is no such file or folder`,
    'file',
  );
};

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** A run that says that it is complete, if it is. */
const whatIsComplete = async (directory: string) => {
  const claim = claimedIn(directory);
  if (claim?.complete !== true) return null;
  const log = join(directory, EVENTS_FILE);
  if (existsSync(log)) {
    const verdict = await verifyRun(directory);
    if (verdict.holds) return { directory, log, events: verdict.events, head: verdict.head, complete: true };
    say(`${describeBreak(log, verdict)}; playing the run again`);
  } else say(`${log} is missing, though ${SUMMARY_FILE} says that the run was completed; playing it again`);
  return null;
};

const claimedIn = (directory: string): ReturnType<typeof readRunClaim> => {
  try {
    return readRunClaim(directory);
  } catch (error) {
    // A torn run.json is rebuilt, and that is told.
    if (error instanceof LogError && error.about === 'log') return null;
    throw error;
  }
};

const goOn = async (directory: string, resumed: ResumedRun, options: ResumeOptions): Promise<number> => {
  const { run, claim } = resumed;
  const { scenario, seed, version, forks = [] } = claim;
  const { log: detail, measure: measured } = claim.options;
  const folder = claim.folder === undefined ? process.cwd() : join(directory, claim.folder);
  const answerLimit = options.answerLimit ?? claim.options.answerLimit;
  const forkAt = forksAt(forks);
  const { setup, loadFor } = await setupOf({ scenario, seed, version, detail, folder, answerLimit, forkAt });
  for (const { edits } of forks) await loadFor(edits);
  const played = runEvents(setup);
  const events = measured ? withMeasures(played) : played;
  const { json = false, verbose } = options;
  return playRun({ run, events, scenario, seed, directory, measured, json, verbose });
};

/** Why a run that is played again is not the one in the log: the log was edited, or something that the run is made of is another. */
const whyItDiffers = async (directory: string, { claim }: ResumedRun, differs: LineDiffers): Promise<LogError> => {
  const file = join(directory, EVENTS_FILE);
  const verdict = await verifyRun(file);
  if (!verdict.holds && verdict.tornTail !== true) {
    const { bytes } = verdict.whole;
    const cut = `truncate -s ${bytes} ${shellWord(file)}`;
    return new LogError(
      `${describeBreak(file, verdict)}; only a whole log is gone on with: put the original back, or cut the file before that event ` +
        `(${cut}), and resume again. Nothing was changed`,
      'log',
    );
  }
  const { index, logged, fresh } = differs;
  const [inLog, now] = [eventIn(logged), eventIn(fresh)];
  const found = firstDifference(inLog === null ? [] : [inLog], now === null ? [] : [now], index);
  const { field, logged: was, recomputed } = found ?? { field: 'kind', logged, recomputed: fresh };
  const place = `${file}:${index + 1}: event ${index} differs in ${field}: the log has ${JSON.stringify(was)}`;
  const late = inLog === null || now === null ? null : lateAnswer(inLog, now);
  const other = version(claim);
  return new LogError(
    index === 0
      ? `${place}, ${SUMMARY_FILE} ${JSON.stringify(recomputed)}: ${SUMMARY_FILE} was edited: put the original back, or remove it to have it rebuilt from the log. Nothing was changed`
      : `${place}, playing again gives ${now === null ? 'no more events' : JSON.stringify(recomputed)}. ` +
          (late === null
            ? `An agent's module or the program is another than when the log was written${other}: put that one back and resume, or play the scenario anew. Nothing was changed`
            : `${late}: resume again, with another --answer-limit if need be. Nothing was changed`),
    'log',
  );
};

const version = ({ version: written }: { readonly version: string }): string =>
  written === VERSION ? '' : ` (by forespot ${written}; this is ${VERSION})`;

const eventIn = (line: string): MarketEvent | null => {
  try {
    return JSON.parse(line) as MarketEvent;
  } catch {
    return null;
  }
};
