import { marketsOf } from '../../assembly/marketsOf.ts';
import type { EventOf, MarketEvent } from '../../domain/events.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { createForks } from '../../engine/forks.ts';
import { type Replay, replay } from '../../engine/replay.ts';
import { rerun } from '../../engine/rerun.ts';
import { runEvents } from '../../engine/run.ts';
import { nodeSha256 } from '../../log/nodeSha256.ts';
import { createOptionsSeen } from '../../log/optionsSeen.ts';
import { createMeasurer } from '../../studies/measures/createMeasurer.ts';
import { withMeasures } from '../../studies/measures/withMeasures.ts';
import { VERSION } from '../../version.ts';
import { EXIT } from '../failure.ts';
import { print, printJson } from '../format.ts';
import { lateAnswers } from '../lateAnswers.ts';
import { describeBreak, type OpenLog, openLog, stopsEarly } from '../openLog.ts';
import { setupOf } from '../setup.ts';

interface ReplayOptions {
  readonly json?: boolean;
}

interface RerunOptions extends ReplayOptions {
  readonly answerLimit: number;
}

export const replayCommand = async (path: string, { json }: ReplayOptions): Promise<number> => {
  const log = openLog(path);
  let version = VERSION;
  async function* heard(): AsyncGenerator<MarketEvent> {
    for await (const event of eventsOf(log)) {
      if (event.kind === 'run-started') version = event.version;
      yield event;
    }
  }
  const marketsFor = ({ scenario }: { readonly scenario: Scenario }) => marketsOf(scenario).markets;
  const observerFor = ({ scenario }: EventOf<'run-started'>) => createMeasurer(scenario);
  const result = await replay({ events: heard(), marketsFor, observerFor, hash: nodeSha256 });
  return report({ log, result, done: 'replayed', version, json });
};

export const rerunCommand = async (path: string, { json, answerLimit }: RerunOptions): Promise<number> => {
  const log = openLog(path);
  const { started, detail, measures } = await opening(log);
  if (started === undefined) {
    const nothing: Replay = { events: 0, identical: true, stateHash: '', firstDifference: null };
    return report({ log, result: nothing, done: 'ran again', version: VERSION, json });
  }
  const { scenario, seed, version } = started;
  const forks = createForks();
  const run = { scenario, seed, version, detail, forkAt: forks.at };
  const { setup, loadFor } = await setupOf({ ...run, folder: log.folder(), answerLimit });
  async function* heard(): AsyncGenerator<MarketEvent> {
    for await (const event of eventsOf(log)) {
      if (event.kind === 'run-forked') await loadFor(event.edits);
      forks.take(event);
      yield event;
    }
  }
  const late = lateAnswers();
  const played = runEvents(setup);
  const fresh = late.heardInFresh(measures ? withMeasures(played) : played);
  const result = await rerun({ logged: late.heardInLog(heard()), fresh });
  return report({ log, result, done: 'ran again', version, json, late: late.difference() });
};

async function* eventsOf(log: OpenLog): AsyncGenerator<MarketEvent> {
  for await (const { event } of log.events()) yield event;
}

/** How the log begins, whether it has an event for every demand and report, and measures: read as far as it shows that. */
const opening = async (log: OpenLog) => {
  let started: EventOf<'run-started'> | undefined;
  const seen = createOptionsSeen();
  for await (const { event } of log.events()) {
    if (event.kind === 'run-started') started = event;
    seen.take(event);
    if (seen.log() !== undefined && seen.measure() !== undefined) break;
  }
  return { started, detail: seen.log() ?? 'full', measures: seen.measure() ?? false } as const;
};

interface Reported {
  readonly log: OpenLog;
  readonly result: Replay;
  readonly done: string;
  /** Of the program that wrote the log. */
  readonly version: string;
  readonly json: boolean | undefined;
  /** Why a difference may be the clock's doing; null where it is not. */
  readonly late?: string | null;
}

/** A difference comes before a break: replaying stops there, and what follows it was not read. */
const report = ({ log, result, done, version, json, late = null }: Reported): number => {
  const { found, file } = log;
  const { events, stateHash, firstDifference } = result;
  const identical = result.identical && found.broken === null;
  if (json === true)
    printJson({
      ...result,
      identical,
      complete: found.complete,
      broken: found.broken,
      ...(late === null ? {} : { late }),
    });
  else if (firstDifference !== null) {
    const { seq, field, logged, recomputed } = firstDifference;
    print(
      `${file}:${seq + 1}: event ${seq} differs in ${field}: the log has ${JSON.stringify(logged)}, computing again gives ${JSON.stringify(recomputed)}`,
    );
    if (late !== null) print(late);
    if (version !== VERSION) print(`the log was written by forespot ${version}; this is ${VERSION}`);
  } else if (found.broken !== null) {
    print(describeBreak(file, found.broken));
    if (events > 0) print(`before that, ${events} events ${done}, identical to the last bit`);
  } else {
    print(`${events} events ${done}, identical to the last bit${stateHash === '' ? '' : `; state ${stateHash}`}`);
    if (!found.complete) print(stopsEarly(found));
  }
  return identical ? EXIT.done : EXIT.no;
};
