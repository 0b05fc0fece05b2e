import { batch, computed, signal } from '@preact/signals';
import type { Fault } from '../../scenarios/fault.ts';
import type { MarketEvent } from '../domain/events.ts';
import type { Scenario } from '../domain/scenario.ts';
import { ask } from './ask.ts';
import { bundledScenarios, FIRST } from './bundledScenarios.ts';
import { saveText } from './download.ts';
import { packText, unpackText } from './link.ts';
import { createRunner } from './runner.ts';
import { createTimeline, type Moment, type Timeline } from './timeline.ts';
import type { MarketNews, Measured, Verdict } from './worker/marketNews.ts';

/** What is open in the page: a scenario with its run, or a log; and the moment of it that is shown. */

export const VIEWS = ['floor', 'time', 'demands', 'holdings', 'branch', 'paper'] as const;
export type View = (typeof VIEWS)[number];

export const view = signal<View>('floor');
/** The text that was opened; null for a log and for a scenario that was changed by its dials since. */
export const text = signal<string | null>('');
export const faults = signal<readonly Fault[]>([]);
export const notes = signal<readonly string[]>([]);
/** The scenario that the dials set and the theory is asked about. */
export const scenario = signal<Scenario | null>(null);
export const scenarioText = computed(() => (scenario.value === null ? '' : JSON.stringify(scenario.value)));
export const origin = signal<{ readonly kind: 'scenario' | 'log' | 'live'; readonly name: string }>({
  kind: 'scenario',
  name: '',
});
export const verdict = signal<Verdict | null>(null);
export const progress = signal('');
export const playing = signal(false);
export const seq = signal(0);
/** Set anew whenever events were added, so that what is drawn from it is drawn again. */
const run = signal<{
  readonly timeline: Timeline;
  readonly measures: readonly (Measured | undefined)[];
  readonly length: number;
}>({
  timeline: createTimeline(),
  measures: [],
  length: 0,
});

export const timeline = computed(() => run.value.timeline);
export const measures = computed(() => run.value.measures);
export const length = computed(() => run.value.length);
export const moment = computed<Moment | null>(() => {
  const { timeline: line, length: events } = run.value;
  return events === 0 ? null : line.momentAt(Math.min(seq.value, events - 1));
});

const runner = createRunner();
/** Starts the worker of runs while the scenario is still being read. */
export const warm = runner.warm;

/**
 * Hears a task: what comes replaces what was shown with the first events, so that nothing flickers; where the place that is shown is
 * to be kept, once its event has come.
 */
const listener = (keepPlace: boolean) => {
  let line: Timeline | null = null;
  let measured: Measured[] = [];
  let shown = false;
  const wanted = keepPlace ? seq.peek() : 0;
  const show = (whole: Timeline): void => {
    run.value = { timeline: whole, measures: measured, length: whole.length() };
    if (origin.value.kind !== 'scenario') scenario.value = whole.scenario();
    if (!shown) seq.value = keepPlace ? Math.min(wanted, whole.length() - 1) : whole.endOf(1);
    else if (origin.value.kind === 'live' && followsEnd.value) seq.value = whole.length() - 1;
    shown = true;
  };
  return (news: MarketNews): void =>
    batch(() => {
      switch (news.kind) {
        case 'cleared':
          [line, shown] = [null, false];
          return;
        case 'events':
          if (line === null) [line, measured] = [createTimeline(), []];
          line.append(news.events);
          for (const each of news.measures) measured[each.cycle - 1] = each;
          if (shown || line.length() > wanted) show(line);
          return;
        case 'progress':
          progress.value = news.text;
          return;
        case 'ended':
          progress.value = '';
          verdict.value = news.verdict;
          if (line !== null && !shown) show(line);
          if (line === null && origin.value.kind !== 'scenario')
            run.value = { timeline: createTimeline(), measures: [], length: 0 };
          return;
        default:
          return news satisfies never;
      }
    });
};

/** A live run is shown at its end until somebody looks elsewhere. */
export const followsEnd = signal(true);

/** Plays a scenario's whole run; `keepPlace` when it is shown at the event that is shown now. */
const play = (chosen: Scenario, keepPlace: boolean): void =>
  runner.start({ kind: 'play', scenario: chosen }, listener(keepPlace));
export const playWhole = (chosen: Scenario): void => play(chosen, true);

/** Shows the beginning of a run that is not being played any further, at the event that is shown now or the nearest to it. */
export const showBeginning = (events: readonly MarketEvent[]): void => {
  runner.forget();
  const line = createTimeline();
  line.append(events);
  run.value = { timeline: line, measures: [], length: line.length() };
  seq.value = Math.min(seq.value, line.length() - 1);
  [progress.value, verdict.value] = ['', null];
};

/** Opens a scenario's text: its faults are shown, or its run. */
export const openText = async (written: string, name: string, keepPlace = false): Promise<void> => {
  batch(() => {
    text.value = written;
    origin.value = { kind: 'scenario', name };
    verdict.value = null;
    progress.value = 'reading the scenario';
  });
  const parsed = await ask('parse', { text: written, file: name });
  if (parsed === null || text.value !== written) return;
  batch(() => {
    progress.value = '';
    if ('faults' in parsed) {
      faults.value = parsed.faults;
      return;
    }
    faults.value = [];
    notes.value = parsed.notes;
    scenario.value = parsed.scenario;
    playing.value = false;
    play(parsed.scenario, keepPlace);
  });
  if (!('faults' in parsed)) void writeLink(written);
};

export const openLog = (file: File): void => {
  batch(() => {
    origin.value = { kind: 'log', name: file.name };
    text.value = null;
    faults.value = [];
    notes.value = [];
    verdict.value = null;
    playing.value = false;
    progress.value = 'reading the log';
  });
  history.replaceState(null, '', location.pathname + location.search);
  runner.start({ kind: 'read', file }, listener(false));
};

export const followLive = (): void => {
  origin.value = { kind: 'live', name: 'the run that is followed' };
  text.value = null;
  runner.start({ kind: 'follow', address: new URL('./live', document.baseURI).href }, listener(false));
};

/** Files that are dropped or chosen: logs begin as every line of a log does, anything else is read as a scenario. */
export const openFile = async (file: File): Promise<void> => {
  const beginning = await file.slice(0, 64).text();
  if (beginning.startsWith('{"v":') || /\.(ndjson|jsonl)$/i.test(file.name)) openLog(file);
  else if (file.size > 16 * 2 ** 20) {
    verdict.value = {
      good: false,
      text: `${file.name} is too long for a scenario and does not begin like a log`,
      stateHash: null,
    };
  } else await openText(await file.text(), file.name);
};

/** A run as a log, which the command line verifies and replays. */
export const saveLog = async (line: Timeline, suffix = ''): Promise<void> => {
  const name = line.scenario()?.name ?? 'run';
  const lines = await ask('log', { events: line.events() });
  if (lines !== null) saveText(lines, `${name}${suffix}.ndjson`);
};

export const writeLink = async (written: string): Promise<void> => {
  const known = bundledScenarios.find((each) => each.text === written);
  const hash = known === undefined ? `#s=${await packText(written)}` : `#${known.name}`;
  if (location.hash !== hash) history.replaceState(null, '', hash);
};

/** What the address asks for: a bundled scenario's name, a scenario in the link, the run that the server follows, or the first. */
export const openAddress = async (): Promise<void> => {
  const hash = location.hash.slice(1);
  if (hash === '' && document.documentElement.dataset['live'] !== undefined) {
    followLive();
    return;
  }
  const packed = hash.startsWith('s=') ? await unpackText(hash.slice(2)) : null;
  if (packed !== null) {
    await openText(packed, 'link');
    return;
  }
  const chosen =
    bundledScenarios.find(({ name }) => name === hash) ?? bundledScenarios.find(({ name }) => name === FIRST);
  if (chosen !== undefined) await openText(chosen.text, chosen.name);
  if (hash !== '' && chosen?.name !== hash) {
    verdict.value = {
      good: false,
      text: 'the link holds no scenario that this page can read: here is another one',
      stateHash: null,
    };
  }
};

/** Moves within the run; stays inside it. */
export const goTo = (place: number): void => {
  const last = run.value.length - 1;
  seq.value = Math.max(0, Math.min(last, Math.round(place)));
  followsEnd.value = seq.value === last;
};
