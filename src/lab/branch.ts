import { batch, computed, signal } from '@preact/signals';
import type { PlacedFork } from '../domain/edits.ts';
import type { MarketEvent } from '../domain/events.ts';
import { createForks } from '../engine/forks.ts';
import type { Changeable } from './changeables.ts';
import { createRunner } from './runner.ts';
import { timeline } from './session.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import type { Verdict } from './worker/marketNews.ts';

/** One thing that a branch makes otherwise. */
export interface Change {
  readonly what: Changeable;
  readonly agent: string;
  /** As it is written. */
  readonly value: string;
  readonly cycle: number;
}

/** A counterfactual beside the run that is shown. */
export interface Branch {
  readonly of: Timeline;
  readonly change: Change;
  /** The event before which it forks off. */
  readonly at: number;
  readonly line: Timeline;
  /** As long as there are more events to come it is null. */
  readonly verdict: Verdict | null;
}

const made = signal<Branch | null>(null);
export const refused = signal('');
/** What is being done while a branch is played. */
export const busy = signal('');
/** The branch of what is shown; a branch of something else is none. */
export const branch = computed(() => (made.value?.of === timeline.value ? made.value : null));

const runner = createRunner();

/** Where in a cycle a change must be made: just before what it changes; null where that did not happen. */
export const placeOf = (
  line: Timeline,
  { what, agent, cycle }: Pick<Change, 'agent' | 'cycle'> & { readonly what: Changeable },
): number | null => {
  const from = cycle <= 1 ? 0 : line.endOf(cycle - 1) + 1;
  const events = line.events();
  for (let seq = from; seq <= line.endOf(cycle); seq++)
    if (seq > 0 && isIt(events[seq] as MarketEvent, what, agent)) return seq;
  return null;
};

const isIt = (event: MarketEvent, { before }: Changeable, agent: string): boolean => {
  switch (event.kind) {
    case 'demand-submitted':
      return before === 'demand' && event.agent === agent;
    case 'report-submitted':
      return before === 'report' && event.agent === agent;
    case 'answer-refused':
      return event.agent === agent && before === (event.market === 'forward' ? 'demand' : 'report');
    case 'forward-cleared':
      return before === 'demand';
    case 'spot-cleared':
      return before === 'report';
    case 'types-realized':
    case 'state-realized':
    case 'cycle-started':
      return before === event.kind;
    default:
      return false;
  }
};

/** Plays the run that is shown once more with one thing changed. */
export const startBranch = (change: Change): void => {
  const of = timeline.value;
  const scenario = of.scenario();
  const at = placeOf(of, change);
  if (scenario === null || at === null) {
    refused.value = 'nothing of the kind happens in this cycle';
    return;
  }
  const events = of.events();
  const heard = createForks();
  let [place, detail]: [number, 'full' | 'compact'] = [0, 'compact'];
  events.forEach((event, seq) => {
    heard.take(event);
    if (seq < at && event.kind !== 'cycle-measured') place += 1;
    if (event.kind === 'demand-submitted' || event.kind === 'report-submitted') detail = 'full';
  });
  const forks: readonly PlacedFork[] = heard.list();
  const { endowments } = of.momentAt(of.endOf(change.cycle)).state;
  const { supply, agents } = scenario;
  const set = change.what.assignment({ agents, endowments, supply, agent: change.agent, value: change.value });
  refused.value = '';
  busy.value = 'playing the branch';
  let line: Timeline | null = null;
  runner.start({ kind: 'branch', scenario, detail, forks, set, place }, (news) =>
    batch(() => {
      if (news.kind === 'events') {
        line ??= createTimeline();
        line.append(news.events);
        made.value = { of, change, at, line, verdict: null };
      }
      if (news.kind === 'progress') busy.value = news.text;
      if (news.kind !== 'ended') return;
      busy.value = '';
      if (line === null || !news.verdict.good) refused.value = news.verdict.text;
      else made.value = { of, change, at, line, verdict: news.verdict };
    }),
  );
};

export const dropBranch = (): void => {
  made.value = null;
};
