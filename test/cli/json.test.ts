import { describe, expect, test } from 'vitest';
import { bundled, workplace } from './workplace.ts';

const { run } = workplace();
const oneValue = (...args: readonly string[]) => {
  const { stdout, stderr, status } = run(...args, '--json');
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(stdout.endsWith('\n')).toBe(true);
  return JSON.parse(stdout);
};
/** Names of a value's fields, those of its fields after a point. */
const fields = (value: object, at = ''): readonly string[] =>
  Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? fields(inner, `${at}${key}.`)
      : [`${at}${key}`],
  );

describe('--json prints one JSON value on stdout and nothing else', () => {
  test('solve has every field of the contract', () => {
    const solved = oneValue('solve', bundled('figure-1-k1-0.333'), '--holdings', '0.2,0.3,0.5');
    const prospect = ['holdings', 'worstOffTypes', 'expectedSurplus', 'operates', 'spotPayoffs'];
    expect(fields(solved)).toEqual(
      expect.arrayContaining([
        ...['name', 'agents', 'supply', 'firstBestWelfare', 'autarkyWelfare', 'revenueMaximizing'],
        ...['worstOffType', 'holdings', 'expectedSurplus', 'spotPayoffs'].map((name) => `interior.${name}`),
        ...prospect.map((name) => `endowments.${name}`),
        ...prospect.map((name) => `at.${name}`),
        ...['agent', 'holdings', 'expectedSurplus'].map((name) => `corner.${name}`),
        ...['payments', 'budget', 'charges', 'supremumBudget', 'singleCrossing'].map((name) => `forward.${name}`),
        ...['accuracy.method', 'accuracy.errorBound'],
      ]),
    );
    expect(solved).toMatchObject({
      name: 'figure-1-k1-0.333',
      agents: ['a1', 'a2', 'a3'],
      revenueMaximizing: 'corner',
    });
  });

  test('run, verify, replay, rerun and trace of one run agree with one another', () => {
    const ran = oneValue('run', bundled('two-sided-2x3'), '--cycles', '3', '--out', 'r');
    const { events, head, stateHash } = ran;
    expect(ran).toMatchObject({ directory: 'r', log: 'r/events.ndjson', cycles: 3, refusedAnswers: 0 });
    expect(oneValue('verify', 'r')).toMatchObject({ holds: true, events, head, complete: true });
    const same = { events, identical: true, stateHash, firstDifference: null, complete: true, broken: null };
    expect(oneValue('replay', 'r')).toEqual(same);
    expect(oneValue('replay', 'r/events.ndjson')).toEqual(same);
    expect(oneValue('rerun', 'r')).toEqual(same);
    const moments: readonly { readonly cycle: number; readonly kind: string }[] = oneValue(
      'trace',
      'r',
      '--agent',
      'buyer-2',
    );
    expect(new Set(moments.map(({ cycle }) => cycle))).toEqual(new Set([1, 2, 3]));
    expect(oneValue('trace', 'r', '--agent', 'buyer-2', '--cycle', '2')).toEqual(
      moments.filter(({ cycle }) => cycle === 2),
    );
  });

  test('--verbose keeps to stderr', () => {
    const { stdout, stderr, status } = run('--verbose', 'run', bundled('bilateral-trade'), '--out', 'v', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'bilateral-trade' });
    for (const line of stderr.trimEnd().split('\n')) expect(JSON.parse(line)).toMatchObject({ name: 'forespot' });
  });
});
