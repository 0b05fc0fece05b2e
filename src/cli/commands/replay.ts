import { marketsOf } from '../../assembly/marketsOf.ts';
import type { EventOf, MarketEvent } from '../../domain/events.ts';
import { type Replay, replay } from '../../engine/replay.ts';
import { rerun } from '../../engine/rerun.ts';
import { runEvents } from '../../engine/run.ts';
import { nodeSha256 } from '../../log/nodeSha256.ts';
import { readRun } from '../../log/readRun.ts';
import { EXIT } from '../failure.ts';
import { print, printJson } from '../format.ts';
import { setupOf } from '../setup.ts';

interface ReplayOptions {
  readonly json?: boolean;
}

export const replayCommand = async (log: string, { json }: ReplayOptions): Promise<number> => {
  const marketsFor = ({ scenario }: EventOf<'run-started'>) => marketsOf(scenario).markets;
  const result = await replay({ events: eventsOf(log), marketsFor, hash: nodeSha256 });
  return report(result, 'replayed', json);
};

export const rerunCommand = async (log: string, { json }: ReplayOptions): Promise<number> => {
  const { started, detail } = await opening(log);
  const { scenario, seed, version } = started;
  const { setup } = await setupOf({ scenario, seed, version, detail, folder: process.cwd() });
  const result = await rerun({ logged: eventsOf(log), fresh: runEvents(setup) });
  return report(result, 'ran again', json);
};

async function* eventsOf(log: string): AsyncGenerator<MarketEvent> {
  for await (const { event } of readRun(log)) yield event;
}

/** How the log begins, and whether its first cycle has an event for every demand or report. */
const opening = async (log: string) => {
  let started: EventOf<'run-started'> | undefined;
  for await (const { event } of readRun(log)) {
    if (event.kind === 'run-started') started = event;
    const full = event.kind === 'demand-submitted' || event.kind === 'report-submitted';
    if (started !== undefined && (full || event.kind === 'cycle-closed')) {
      return { started, detail: full ? ('full' as const) : ('compact' as const) };
    }
  }
  if (started === undefined) throw new Error('a verified log begins with run-started');
  return { started, detail: 'compact' as const };
};

const report = (result: Replay, done: string, json: boolean | undefined): number => {
  if (json === true) printJson(result);
  else if (result.identical)
    print(`${result.events} events ${done}, identical to the last bit; state ${result.stateHash}`);
  else {
    const { seq, field, logged, recomputed } = result.firstDifference as NonNullable<Replay['firstDifference']>;
    print(
      `event ${seq} differs in ${field}: the log has ${JSON.stringify(logged)}, computing again gives ${JSON.stringify(recomputed)}`,
    );
  }
  return result.identical ? EXIT.done : EXIT.no;
};
