import { marketsOf } from '../../assembly/marketsOf.ts';
import type { EventOf, MarketEvent } from '../../domain/events.ts';
import type { Detail } from '../../engine/commands.ts';
import { type Replay, replay } from '../../engine/replay.ts';
import { rerun } from '../../engine/rerun.ts';
import { runEvents } from '../../engine/run.ts';
import { nodeSha256 } from '../../log/nodeSha256.ts';
import { VERSION } from '../../version.ts';
import { EXIT } from '../failure.ts';
import { print, printJson } from '../format.ts';
import { describeBreak, type OpenLog, openLog, stopsEarly } from '../openLog.ts';
import { setupOf } from '../setup.ts';

interface ReplayOptions {
  readonly json?: boolean;
}

export const replayCommand = async (path: string, { json }: ReplayOptions): Promise<number> => {
  const log = openLog(path);
  let version = VERSION;
  const marketsFor = (started: EventOf<'run-started'>) => {
    version = started.version;
    return marketsOf(started.scenario).markets;
  };
  const result = await replay({ events: eventsOf(log), marketsFor, hash: nodeSha256 });
  return report({ log, result, done: 'replayed', version, json });
};

export const rerunCommand = async (path: string, { json }: ReplayOptions): Promise<number> => {
  const log = openLog(path);
  const { started, detail } = await opening(log);
  if (started === undefined) {
    const nothing: Replay = { events: 0, identical: true, stateHash: '', firstDifference: null };
    return report({ log, result: nothing, done: 'ran again', version: VERSION, json });
  }
  const { scenario, seed, version } = started;
  const { setup } = await setupOf({ scenario, seed, version, detail, folder: log.folder() });
  const result = await rerun({ logged: eventsOf(log), fresh: runEvents(setup) });
  return report({ log, result, done: 'ran again', version, json });
};

async function* eventsOf(log: OpenLog): AsyncGenerator<MarketEvent> {
  for await (const { event } of log.events()) yield event;
}

/** How the log begins, and whether it has an event for every demand and report: the first such event tells. */
const opening = async (log: OpenLog) => {
  let started: EventOf<'run-started'> | undefined;
  let detail: Detail = 'compact';
  for await (const { event } of log.events()) {
    if (event.kind === 'run-started') started = event;
    if (event.kind === 'demand-submitted' || event.kind === 'report-submitted') {
      detail = 'full';
      break;
    }
  }
  return { started, detail };
};

interface Reported {
  readonly log: OpenLog;
  readonly result: Replay;
  readonly done: string;
  /** Of the program that wrote the log. */
  readonly version: string;
  readonly json: boolean | undefined;
}

/** A difference comes before a break: replaying stops there, and what follows it was not read. */
const report = ({ log, result, done, version, json }: Reported): number => {
  const { found, file } = log;
  const { events, stateHash, firstDifference } = result;
  const identical = result.identical && found.broken === null;
  if (json === true) printJson({ ...result, identical, complete: found.complete, broken: found.broken });
  else if (firstDifference !== null) {
    const { seq, field, logged, recomputed } = firstDifference;
    print(
      `${file}:${seq + 1}: event ${seq} differs in ${field}: the log has ${JSON.stringify(logged)}, computing again gives ${JSON.stringify(recomputed)}`,
    );
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
