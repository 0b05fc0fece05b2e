import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventOf } from '../../src/domain/events.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { commitmentTo, createCommitments } from '../../src/log/commitments.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { LINES, RUN } from './fixtures.ts';

const sha = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const commitments = () => createCommitments({ sha256: nodeSha256, seed: 'figure-1' });

test('the salt of an agent is its half of the block that key, cycle, secret and pair give', () => {
  const key = sha('forespot/salt|figure-1');
  const block = sha(`${key}|7|type|1`);
  const { saltOf } = commitments();
  expect(saltOf({ secret: 'type', cycle: 7, agent: 2 })).toBe(block.slice(0, 32));
  expect(saltOf({ secret: 'type', cycle: 7, agent: 3 })).toBe(block.slice(32));
});

test('a commitment is the hash of salt and value, and an opened one checks', () => {
  const leaf = { secret: 'type', cycle: 1, agent: 1 } as const;
  const { saltOf, commit } = commitments();
  expect(commit(leaf, '0.7218427')).toBe(sha(`${saltOf(leaf)}|0.7218427`));
  expect(commitmentTo(nodeSha256, saltOf(leaf), '0.7218427')).toBe(commit(leaf, '0.7218427'));
  expect(commitmentTo(nodeSha256, saltOf(leaf), '0.7218428')).not.toBe(commit(leaf, '0.7218427'));
});

test('no two leaves of a run share a salt', () => {
  const { saltOf } = commitments();
  const salts = (['seed', 'scenario.seed', 'type', 'report', 'payoff'] as const).flatMap((secret) =>
    [0, 1, 2, 11, 12].flatMap((cycle) => [0, 1, 2, 3, 12].map((agent) => saltOf({ secret, cycle, agent }))),
  );
  expect(new Set(salts).size).toBe(salts.length);
  expect(salts.every((salt) => /^[0-9a-f]{32}$/.test(salt))).toBe(true);
});

test('a truthful report and the type it repeats have different commitments', () => {
  const { commit } = commitments();
  const place = { cycle: 1, agent: 1 };
  expect(commit({ ...place, secret: 'type' }, '0.5')).not.toBe(commit({ ...place, secret: 'report' }, '0.5'));
});

test('commitments do not depend on what was asked before', () => {
  const leaves = fc.record({
    secret: fc.constantFrom('type' as const, 'report' as const),
    cycle: fc.nat({ max: 2 }),
    agent: fc.nat({ max: 4 }),
    json: fc.constantFrom('1', '0.5'),
  });
  fc.assert(
    fc.property(fc.array(leaves, { maxLength: 30 }), (asked) => {
      const used = commitments();
      for (const { json, ...leaf } of asked) expect(used.commit(leaf, json)).toBe(commitments().commit(leaf, json));
    }),
  );
});

test('a report has one commitment, whether report-submitted or spot-cleared says it', () => {
  const hidden = hiddenLines();
  expect(hidden[8]?.report).toMatch(/^[0-9a-f]{64}$/);
  expect(hidden[8]?.report).toBe(hidden[9]?.reports?.[1]);
});

test('a log keeps every hash when commitments take the place of its private values', () => {
  const hidden = hiddenLines();
  for (const [i, { hash, ...rest }] of hidden.entries()) {
    expect(sha(JSON.stringify(rest)), `event ${i}`).toBe(hash);
    if (i > 0) expect(rest.prev).toBe(hidden[i - 1]?.hash);
  }
});

test('nothing private is left in a log whose private values were replaced', () => {
  const text = JSON.stringify(hiddenLines());
  expect(text).not.toContain('0.7218427');
  expect(text).not.toContain('"seed":"figure-1"');
  expect(text).not.toContain('truthful');
  expect(text).not.toContain('shade');
  expect(text).not.toContain('-0.155],"welfare"');
});

test('the commitment of the seed opens with the salt that the seed gives', () => {
  const salt = sha(`${sha('forespot/salt|figure-1')}|0|seed|0`).slice(0, 32);
  expect(hiddenLines()[0]?.seed).toBe(sha(`${salt}|"figure-1"`));
});

interface Line {
  readonly kind: string;
  readonly scenario?: unknown;
  readonly seed?: string;
  readonly types?: readonly unknown[];
  readonly report?: unknown;
  readonly reports?: readonly unknown[];
  readonly payoffs?: readonly unknown[];
  readonly prev: string;
  readonly hash: string;
}

/** The log as a later version may publish it, made by hand. */
function hiddenLines(): readonly Line[] {
  const { commit } = commitments();
  const lines = LINES.map((line) => JSON.parse(line) as Line);
  const seed = JSON.stringify((RUN[0] as EventOf<'run-started'>).seed);
  const each = (secret: 'type' | 'report' | 'payoff', values: readonly unknown[] = []): readonly string[] =>
    values.map((value, agent) => commit({ secret, cycle: 1, agent }, String(value)));
  return lines.map((line) => {
    switch (line.kind) {
      case 'run-started':
        return {
          ...line,
          scenario: {
            ...(line.scenario as Scenario),
            seed: commit({ secret: 'scenario.seed', cycle: 0, agent: 0 }, seed),
            agents: (line.scenario as Scenario).agents.map((own, agent) => ({
              ...own,
              forward: commit({ secret: 'forward-strategy', cycle: 0, agent }, JSON.stringify(own.forward)),
              spot: commit({ secret: 'spot-strategy', cycle: 0, agent }, JSON.stringify(own.spot)),
            })),
          },
          seed: commit({ secret: 'seed', cycle: 0, agent: 0 }, seed),
        };
      case 'types-realized':
        return { ...line, types: each('type', line.types) };
      case 'report-submitted':
        return { ...line, report: commit({ secret: 'report', cycle: 1, agent: 1 }, String(line.report)) };
      case 'spot-cleared':
        return { ...line, reports: each('report', line.reports) };
      case 'cycle-closed':
        return { ...line, payoffs: each('payoff', line.payoffs) };
      default:
        return line;
    }
  });
}
