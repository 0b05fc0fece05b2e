import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { MarketEvent } from '../../src/domain/events.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { bytesSource } from '../../src/timeline/lineSource.ts';
import { type Moment, nextMoment } from '../../src/timeline/moment.ts';
import { openTimeline, type Timeline } from '../../src/timeline/openTimeline.ts';
import { agent, play, scenario } from '../support/setups.ts';
import { gathered, opened, textOf } from './logs.ts';

const events = play(scenario({ cycles: 120 }));
const moments: Moment[] = [];
for (const [seq, event] of events.entries()) moments.push(nextMoment(moments.at(-1) ?? null, { seq, event }));
const text = textOf(events);
let timeline: Timeline;
beforeAll(async () => {
  timeline = await opened(text);
});

describe('a timeline', () => {
  test('knows how long its log is', () => {
    expect(timeline).toMatchObject({ length: events.length, complete: true, cycles: 120 });
    expect(timeline.head).toBe(JSON.parse(text.trimEnd().split('\n').at(-1) as string).hash);
    // The index has been thinned out: otherwise nothing here would be read twice.
    expect(timeline.spacing).toBeGreaterThanOrEqual(4);
  });

  test('has the state after any event that folding all events up to it gives, forwards and backwards', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: events.length - 1 }), async (seq) => {
        expect(await timeline.at(seq)).toEqual(moments[seq]);
      }),
      { numRuns: 200, examples: [[0], [events.length - 1], [timeline.spacing], [timeline.spacing - 1]] },
    );
  });

  test('has the state after any cycle', async () => {
    for (const cycle of [1, 2, 3, 50, 119, 120]) {
      const { event, seq } = await timeline.afterCycle(cycle);
      expect(event).toMatchObject({ kind: 'cycle-closed', cycle });
      expect(events[seq]).toEqual(event);
    }
  });

  test('has the events from one to another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: events.length - 1 }), fc.nat({ max: 40 }), async (from, more) => {
        const to = Math.min(events.length - 1, from + more);
        expect(await gathered(timeline.between(from, to))).toEqual(moments.slice(from, to + 1));
      }),
      { numRuns: 50 },
    );
    expect(await gathered(timeline.events())).toEqual(events);
  });

  test('says what it has where it is asked for more', async () => {
    await expect(timeline.at(events.length)).rejects.toThrow(
      new RangeError(`the log has no event ${events.length}: expected 0 to ${events.length - 1}`),
    );
    await expect(timeline.at(-1)).rejects.toThrow(RangeError);
    await expect(timeline.at(0.5)).rejects.toThrow(RangeError);
    await expect(timeline.afterCycle(121)).rejects.toThrow('the log has no whole cycle 121: expected 1 to 120');
    await expect(timeline.afterCycle(0)).rejects.toThrow(RangeError);
  });

  test('of a log with many agents has fewer entries', async () => {
    const agents = Array.from({ length: 40 }, (_, i) => agent(`a${i}`, { endowment: i === 0 ? 1 : 0 }));
    const many = await opened(
      textOf(play(scenario({ agents, cycles: 3, forward: { rule: 'none' } }), { detail: 'compact' })),
    );
    expect(many.length / many.spacing).toBeLessThanOrEqual(2 ** 18 / 40);
  });
});

describe('a log', () => {
  test('with a torn last line is open up to there', async () => {
    const torn = await opened(text.slice(0, -20));
    expect(torn).toMatchObject({ length: events.length - 1, complete: false });
    expect(await torn.at(events.length - 2)).toEqual(moments[events.length - 2]);
  });

  test('that was edited is not opened', async () => {
    await expect(opened(text.replace('"demand":0', '"demand":1'))).rejects.toThrow(/was edited/);
    await expect(opened('')).rejects.toThrow('the file is empty');
  });

  test('that is changed after it was opened is found out', async () => {
    const bytes = new TextEncoder().encode(text);
    const open = await openTimeline(bytesSource(bytes), { sha256: nodeSha256 });
    const seq = 500;
    const line = text.split('\n').slice(0, seq).join('\n').length + 1;
    bytes[text.indexOf('"cycle":', line) + 8] = '7'.charCodeAt(0);
    await expect(open.at(seq)).rejects.toThrow(/event 500 .* was edited|event 500/);
  });

  test('forked between cycles has the cycles that were closed', async () => {
    const closed = events.findIndex((event: MarketEvent) => event.kind === 'cycle-closed' && event.cycle === 2);
    const cut = await opened(textOf(events.slice(0, closed + 2)));
    expect(cut.cycles).toBe(2);
    expect((await cut.afterCycle(2)).seq).toBe(closed);
  });
});
