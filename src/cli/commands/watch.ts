import { type Following, followRun, type RunEnd } from '../../log/followRun.ts';
import { watchedBlock, watchedLine } from '../describeWatch.ts';
import { EXIT } from '../failure.ts';
import { print, printJson } from '../format.ts';
import { liveBlock } from '../liveBlock.ts';
import { describeBreak } from '../openLog.ts';
import { createRunWatch, type RunWatch } from '../runWatch.ts';
import { shellWord } from '../shellWord.ts';
import { stopSignal } from '../stopSignal.ts';
import { writeOut } from '../writeOut.ts';

/** Milliseconds between two pictures on a terminal at least. */
const PICTURE = 100;

/** `forespot watch DIR`: follows a run as it is written. */
export const watchCommand = async (path: string, { json }: { readonly json?: boolean }): Promise<number> => {
  const leave = new AbortController();
  let stopped: number | undefined;
  const subscription = stopSignal().subscribe((status) => {
    stopped = status;
    leave.abort();
  });
  try {
    const following = followRun(path, leave.signal);
    const { end, watch } = await follow(following, path, json === true);
    const { status, sentence } = described(end, following, path);
    if (json === true) printJson(summaryOf(watch, end, following));
    if (sentence !== null) (json === true || end.kind === 'broken' ? warn : print)(sentence);
    return stopped ?? status;
  } finally {
    subscription.unsubscribe();
  }
};

const follow = async (
  { news }: Following,
  path: string,
  json: boolean,
): Promise<{ readonly end: RunEnd; readonly watch: RunWatch }> => {
  const live = !json && process.stdout.isTTY ? liveBlock(process.stdout) : null;
  const rate = createRate();
  let watch = createRunWatch();
  let shown = 0;
  let waiting = false;
  const picture = (): void => {
    shown = performance.now();
    live?.show(watchedBlock(watch, rate.perSecond()));
  };
  const reading = news();
  try {
    for (;;) {
      const step = await reading.next();
      if (step.done === true) {
        if (watch.events() > 0) picture();
        return { end: step.value, watch };
      }
      const seen = step.value;
      switch (seen.kind) {
        case 'event': {
          rate.count();
          const cycle = watch.take(seen.event);
          const scenario = watch.scenario();
          if (cycle !== null && scenario !== null && live === null && !json)
            await writeOut(`${watchedLine(scenario, cycle)}\n`);
          if (live !== null && performance.now() - shown > PICTURE) picture();
          break;
        }
        case 'caught up':
          picture();
          break;
        case 'waiting':
          if (waiting) break;
          live?.leave();
          warn(`${path}: no run there${watch.events() > 0 ? ' any more' : ' yet'}: waiting for one`);
          waiting = true;
          break;
        case 'replaced':
          live?.leave();
          warn(`${path}: another run has taken its place`);
          watch = createRunWatch();
          waiting = false;
          break;
        default:
          seen satisfies never;
      }
    }
  } finally {
    await reading.return({ kind: 'left' });
  }
};

/** Events a second over the last seconds. */
const createRate = () => {
  let [events, since, last] = [0, performance.now(), 0];
  return {
    count: (): void => {
      events += 1;
    },
    perSecond: (): number => {
      const seconds = (performance.now() - since) / 1000;
      if (seconds < 1) return last === 0 ? events / Math.max(seconds, 0.05) : last;
      last = events / seconds;
      [events, since] = [0, performance.now()];
      return last;
    },
  };
};

const described = (
  end: RunEnd,
  { file, whole }: Following,
  path: string,
): { readonly status: number; readonly sentence: string | null } => {
  const { events, head } = whole();
  switch (end.kind) {
    case 'completed':
      return { status: EXIT.done, sentence: `the run is complete: ${events} events, chain whole, head ${head}` };
    case 'stopped': {
      const torn = end.rest === 0 ? '' : `, a torn line of ${end.rest} bytes behind them`;
      return {
        status: EXIT.no,
        sentence: `nobody writes the run any more: it stopped after ${events} events, chain whole${torn}; forespot resume ${shellWord(path)} plays on`,
      };
    }
    case 'broken':
      return { status: EXIT.no, sentence: describeBreak(file, end) };
    case 'left':
      return {
        status: EXIT.done,
        sentence: events === 0 ? null : `the run goes on; seen so far: ${events} events, chain whole`,
      };
    default:
      return end satisfies never;
  }
};

const summaryOf = (watch: RunWatch, end: RunEnd, { whole }: Following) => {
  const { events, head, complete } = whole();
  const scenario = watch.scenario();
  const { efficiency, distance, operatorCash } = watch.series;
  return {
    name: scenario?.name ?? null,
    end: end.kind,
    events,
    head,
    complete,
    cycles: watch.cycles(),
    cyclesPlanned: scenario?.cycles ?? null,
    stateHash: watch.stateHash(),
    measures:
      watch.cycles() === 0
        ? null
        : {
            efficiency: efficiency.summary(),
            distanceToInterior: distance.means().length === 0 ? null : distance.summary(),
            operatorCash: operatorCash.summary(),
          },
  };
};

const warn = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};
