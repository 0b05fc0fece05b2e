import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { refused, scenarioWith, workplace } from './workplace.ts';

const { run, write, path } = workplace();
const hanging = (when: string): string =>
  `export default { create: () => ({ demand: (o) => { while (${when}); return 0.5; }, report: (o) => o.type }) }`;
const CARRY = 'cycles: 3\ncarry: reset\n';
const runWith = (module: string, ...options: readonly string[]) => {
  write('agent.mjs', module);
  write('own.yaml', `${scenarioWith('./agent.mjs', './agent.mjs')}${CARRY}`);
  return run('run', 'own.yaml', '--out', 'out', '--force', ...options);
};
const reasons = (): readonly string[] =>
  readFileSync(path('out/events.ndjson'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const event = line === '' ? {} : JSON.parse(line);
      return event.kind === 'answer-refused' ? [`${event.cycle} ${event.agent} ${event.market}: ${event.reason}`] : [];
    });

describe('an agent that hangs', () => {
  test('costs itself its answer from then on, and nobody the run', () => {
    const began = performance.now();
    const { stderr, status } = runWith(hanging('o.public.cycle === 2'), '--answer-limit', '100');
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(reasons()).toEqual([
      '2 own forward: the agent failed: no answer within the time limit',
      '3 own forward: the agent failed: no answer within the time limit once, so it is asked no more',
    ]);
    expect(run('replay', 'out')).toMatchObject({ status: 0, stderr: '' });
    expect(run('verify', 'out')).toMatchObject({ status: 0, stderr: '' });
    // It hangs again.
    expect(run('rerun', 'out', '--answer-limit', '50')).toMatchObject({ status: 0, stderr: '' });
  });

  test.each([
    ['in a try that catches everything', 'for (;;) { try { for (;;); } catch {} finally { continue; } }'],
    ['in an expression that searches back and forth', "/^(a+)+$/.test('a'.repeat(60) + 'b')"],
    ['asleep', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'],
  ])('%s', (_, body) => {
    const create = `create: () => ({ demand() { ${body}; return 0.5; }, report: (o) => o.type })`;
    expect(runWith(`export default { ${create} }`, '--answer-limit', '50').status).toBe(0);
    expect(reasons()).toHaveLength(3);
  });

  test.each([
    [
      'while it is loaded',
      'for (;;);\nexport default {}',
      "the agent's module does not load: it is not done after 60 ms",
    ],
    ['while it is made', 'export default { create() { for (;;); } }', "the agent's create is not done after 60 ms"],
  ])('%s is refused before anything runs', (_, module, sentence) =>
    expect(runWith(module, '--answer-limit', '60')).toEqual(refused(`./agent.mjs: ${sentence}`)),
  );
});

describe('a rerun that differs because of the clock says so', () => {
  test('where the answer came too late in the log alone', () => {
    expect(runWith(hanging('o.public.cycle === 2'), '--answer-limit', '50').status).toBe(0);
    write('agent.mjs', hanging('false'));
    const { stdout, status } = run('rerun', 'out');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^out\/events\.ndjson:\d+: event \d+ differs in kind: .*\n/);
    expect(stdout).toContain(
      '\nown gave no answer within the time limit in the log, but not now: that depends on the machine and on --answer-limit, and is no fault of the log\n',
    );
    expect(JSON.parse(run('rerun', 'out', '--json').stdout)).toMatchObject({
      identical: false,
      late: expect.stringContaining('in the log, but not now'),
    });
  });

  test('where it came too late now', () => {
    expect(runWith(hanging('false')).status).toBe(0);
    writeFileSync(path('agent.mjs'), hanging('o.public.cycle === 1'));
    expect(run('rerun', 'out', '--answer-limit', '50').stdout).toContain(
      '\nown gave no answer within the time limit now, but not in the log: ',
    );
  });

  test('and where the clock has no part in it, it says nothing of it', () => {
    expect(runWith(hanging('false')).status).toBe(0);
    writeFileSync(path('agent.mjs'), hanging('false').replace('0.5', '0.25'));
    const { stdout, status } = run('rerun', 'out');
    expect(status).toBe(1);
    expect(stdout).not.toContain('time limit');
    expect(JSON.parse(run('rerun', 'out', '--json').stdout)).not.toHaveProperty('late');
  });
});

test('--answer-limit takes whole milliseconds', () => {
  expect(run('run', 'own.yaml', '--answer-limit', '0')).toMatchObject({ status: 2, stdout: '' });
  expect(run('run', 'own.yaml', '--answer-limit', '1.5').stderr).toContain(
    "option '--answer-limit <ms>' argument '1.5' is invalid. Expected a whole number",
  );
});
