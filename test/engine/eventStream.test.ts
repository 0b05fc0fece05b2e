import { catchError, lastValueFrom, map, of, scan, take, toArray } from 'rxjs';
import { expect, test } from 'vitest';
import type { MarketEvent } from '../../src/domain/events.ts';
import { eventStream } from '../../src/engine/eventStream.ts';
import { initialState } from '../../src/engine/state.ts';
import { frozenEvolve as evolve } from '../support/frozenEvolve.ts';
import { play, scenario, setupOf } from '../support/setups.ts';

const world = scenario({ cycles: 3 });

/** A setup whose agents count how often they are asked. */
const counted = () => {
  const setup = setupOf(world);
  const asked = { demands: 0 };
  const forwardAgents = setup.forwardAgents.map(({ demand }) => ({
    demand: (observation: Parameters<typeof demand>[0]) => {
      asked.demands += 1;
      return demand(observation);
    },
  }));
  return { asked, setup: { ...setup, forwardAgents } };
};

test('the stream has the events of the run', async () => {
  expect(await lastValueFrom(eventStream(setupOf(world)).pipe(toArray()))).toEqual(play(world));
});

test('every subscription plays the run anew', async () => {
  const { asked, setup } = counted();
  const stream = eventStream(setup);
  expect(asked.demands).toBe(0);
  const first = await lastValueFrom(stream.pipe(toArray()));
  const second = await lastValueFrom(stream.pipe(toArray()));
  expect(second).toEqual(first);
  expect(first.length).toBeGreaterThan(30);
  expect(asked.demands).toBe(2 * 9);
});

test('taking five events stops the run', async () => {
  const { asked, setup } = counted();
  const events = await lastValueFrom(eventStream(setup).pipe(take(5), toArray()));
  expect(events).toEqual(play(world).slice(0, 5));
  // The fifth is the second demand of the first cycle: nothing is asked after it.
  expect(asked.demands).toBe(3);
});

test('scan with evolve passes through the states of the fold', async () => {
  const states = await lastValueFrom(eventStream(setupOf(world)).pipe(scan(evolve, initialState), toArray()));
  const events = play(world);
  expect(states).toHaveLength(events.length);
  expect(states.at(-1)).toEqual(events.reduce(evolve, initialState));
  expect(states[6]).toEqual(events.slice(0, 7).reduce(evolve, initialState));
});

test('an operator that throws ends the run, and the subscriber is told', async () => {
  const { asked, setup } = counted();
  const fail = (event: MarketEvent): MarketEvent => {
    if (event.kind === 'forward-cleared') throw new Error('enough');
    return event;
  };
  const seen = await lastValueFrom(
    eventStream(setup).pipe(
      map(fail),
      catchError((error: Error) => of(error.message)),
      toArray(),
    ),
  );
  expect(seen.at(-1)).toBe('enough');
  expect(seen).toHaveLength(7);
  expect(asked.demands).toBe(3);
});
