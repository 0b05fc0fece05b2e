import { expect, test } from 'vitest';
import type { MarketEvent } from '../../src/domain/events.ts';
import type { Leaf } from '../../src/log/commitments.ts';
import { mapLeaves } from '../../src/log/mapLeaves.ts';
import { PRIVATE_FIELDS, type PrivateField } from '../../src/log/privateFields.ts';
import { AGENTS, OTHER_EVENTS, RUN, startOf } from './fixtures.ts';

const roster = new Map(AGENTS.map((id, i) => [id as string, i]));

/** `secret/cycle/agent = value` of every leaf of an event. */
function leavesOf(event: MarketEvent): readonly string[] {
  const found: string[] = [];
  const fields: Readonly<Record<string, PrivateField>> = {
    ...PRIVATE_FIELDS[event.kind as keyof typeof PRIVATE_FIELDS],
  };
  for (const [name, field] of Object.entries(fields)) {
    const value: unknown = { ...event }[name as 'kind'];
    mapLeaves({ field, event, roster }, value, ({ secret, cycle, agent }: Leaf, own) => {
      found.push(`${secret}/${cycle}/${agent} = ${JSON.stringify(own)}`);
      return own;
    });
  }
  return found;
}

test('the leaves of run-started are the seeds and two strategies an agent', () => {
  expect(leavesOf(startOf(['a1', 'a2']))).toEqual([
    'scenario.seed/0/0 = "figure-1"',
    'forward-strategy/0/0 = {"strategy":"shade","factor":0.9}',
    'spot-strategy/0/0 = {"strategy":"truthful"}',
    'forward-strategy/0/1 = {"strategy":"shade","factor":0.9}',
    'spot-strategy/0/1 = {"strategy":"truthful"}',
    'seed/0/0 = "figure-1"',
  ]);
});

test('what a failed agent said is its own secret in either market', () => {
  const refused = { kind: 'answer-refused', cycle: 3, agent: 'a2', reason: 'my type is 0.4' } as const;
  expect(leavesOf({ ...refused, market: 'forward', instead: 'endowment' })).toEqual([
    'forward-refusal/3/1 = "my type is 0.4"',
  ]);
  expect(leavesOf({ ...refused, market: 'spot', instead: 'type' })).toEqual(['spot-refusal/3/1 = "my type is 0.4"']);
});

test('no two leaves of an event have one salt', () => {
  for (const event of [...RUN, ...OTHER_EVENTS]) {
    const places = leavesOf(event).map((leaf) => leaf.split(' = ')[0]);
    expect(new Set(places).size).toBe(places.length);
  }
});

test('leaves that stay as they are leave the value as it was, keys in their order', () => {
  const { scenario } = startOf(AGENTS);
  const field = PRIVATE_FIELDS['run-started'].scenario;
  const same = mapLeaves({ field, event: startOf(AGENTS), roster }, scenario, (_, own) => own);
  expect(JSON.stringify(same)).toBe(JSON.stringify(scenario));
});
