import { marketsOf } from '../assembly/marketsOf.ts';
import type { EventOf, MarketEvent } from '../domain/events.ts';
import type { Scenario } from '../domain/scenario.ts';
import { type Replay, replay } from '../engine/replay.ts';
import { describeRedaction } from '../log/describeRedaction.ts';
import { nodeSha256 } from '../log/nodeSha256.ts';
import type { VisibleEvent, VisibleOf } from '../log/visibleEvent.ts';
import { type Account, createAccount } from '../report/account.ts';
import type { CycleChoice } from '../report/chooseCycles.ts';
import { createRounds, type Round } from '../report/round.ts';
import type { LogStatus, Origin } from '../report/status.ts';
import { createMeasurer, type Measurer } from '../studies/measures/createMeasurer.ts';
import { describeBreak, type OpenLog } from './openLog.ts';
import { type Progress, progressOf } from './progress.ts';

/** What a report is made of; `account` is null where no cycle closed. */
export interface RunRead {
  readonly account: Account | null;
  readonly origin: Origin;
  readonly status: LogStatus;
}

/** Reads a log once, verifying, replaying, measuring and adding up as it goes. Memory: agents and a few cycles. */
export const readReport = async (log: OpenLog, choice: CycleChoice): Promise<RunRead> => {
  const reading = log.visibleEvents();
  const collector = createCollector(choice);
  let events = 0;
  const next = async (): Promise<IteratorResult<MarketEvent>> => {
    const step = await reading.next();
    if (step.done === true) return { done: true, value: undefined };
    events += 1;
    collector.take(step.value.event);
    // Only full logs are replayed, and in these nothing is hidden.
    return { done: false, value: step.value.event as MarketEvent };
  };
  let replayed: Replay | null = null;
  try {
    const first = await next();
    const redacted = first.done !== true && collector.origin().seed === null;
    if (first.done !== true && !redacted) {
      let start: IteratorResult<MarketEvent> | null = first;
      const ahead = (): Promise<IteratorResult<MarketEvent>> => {
        const step = start;
        start = null;
        return step === null ? next() : Promise.resolve(step);
      };
      // No `return`: a replay that stops at a difference leaves the rest of the log to be added up.
      replayed = await replay({
        events: { [Symbol.asyncIterator]: () => ({ next: ahead }) },
        marketsFor: ({ scenario }) => marketsOf(scenario).markets,
        observerFor: ({ scenario }: EventOf<'run-started'>) => createMeasurer(scenario),
        hash: nodeSha256,
      });
    }
    while ((await next()).done !== true);
  } finally {
    collector.stop();
    await reading.return({ events: 0, head: '', bytes: 0, complete: false, redactedFor: null });
  }
  const { broken, complete, head, redactedFor } = log.found;
  return {
    account: collector.account(),
    origin: collector.origin(),
    status: {
      events,
      head: head === '' ? null : head,
      complete,
      broken: broken === null ? null : describeBreak(log.file, broken),
      redaction: collector.origin().seed === null && events > 0 ? describeRedaction(redactedFor ?? []) : null,
      replay: replayed,
    },
  };
};

/** Hands each closed cycle to the account, with the measures that the log has of it or else with new ones. */
const createCollector = (choice: CycleChoice) => {
  const rounds = createRounds();
  let origin: Origin = { seed: null, version: '', forks: [] };
  let account: ReturnType<typeof createAccount> | null = null;
  let measurer: Measurer | null = null;
  let progress: Progress = { at: () => {}, stop: () => {} };
  let waiting: Round | null = null;

  const close = (measured: VisibleOf<'cycle-measured'> | null): void => {
    if (waiting === null) return;
    account?.take(waiting, measured ?? measurer?.measured() ?? null);
    progress.at(waiting.cycle);
    waiting = null;
  };

  return {
    take: (event: VisibleEvent): void => {
      if (event.kind === 'run-started') {
        const { seed, version, scenario } = event;
        origin = { seed, version, forks: [] };
        progress = progressOf(scenario.cycles, 'cycles');
        if (seed !== null) measurer = createMeasurer(scenario as Scenario);
      }
      if (event.kind === 'run-forked') {
        const { parent, cycle, edits } = event;
        origin = { ...origin, forks: [...origin.forks, { parent, cycle, edits }] };
      }
      close(event.kind === 'cycle-measured' ? event : null);
      measurer?.take(event as MarketEvent);
      const round = rounds(event);
      if (round === null) return;
      account ??= createAccount(round.scenario, choice);
      waiting = round;
    },
    stop: (): void => progress.stop(),
    account: (): Account | null => {
      close(null);
      return account?.account() ?? null;
    },
    origin: () => origin,
  };
};
