import { describe, expect, test } from 'vitest';
import { refused, workplace } from './workplace.ts';

const { run, write } = workplace();
const truthful = 'export default { create: () => ({ report: (o) => o.type }) }';

describe('check-agent', () => {
  test('leaves with status 0 where every rule is kept', () => {
    write('fair.mjs', truthful);
    const { stdout, stderr, status } = run('check-agent', './fair.mjs');
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('./fair.mjs plays the spot market');
    expect(lines.slice(2, 10).every((line) => line.startsWith('holds  '))).toBe(true);
    expect(lines[11]).toMatch(/^\d+ calls, [\d.]+ µs in the median, [\d.,]+ µs the slowest$/);
    expect(lines[12]).toBe('next: in a scenario, spot: ./fair.mjs');
  });

  test('leaves with status 1 where one is broken, and says where', () => {
    write(
      'dice.mjs',
      'const { random } = Math;\nexport default { create: () => ({ report: (o) => (random(), o.type) }) }',
    );
    const { stdout, stderr, status } = run('check-agent', 'dice.mjs');
    expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
    expect(stdout).toMatch(
      /\nFAILS {2}no chance of its own {2}.*\n {29}it called Math\.random\(\) in report, cycle 1; draw from the observation/,
    );
    expect(stdout).toContain('\nnext: mend it, and npx forespot check-agent dice.mjs\n');
  });

  test('finds a clock that is asked while the module is loaded', () => {
    write('born.mjs', `const born = Date.now();\n${truthful}`);
    const { checks } = JSON.parse(run('check-agent', 'born.mjs', '--json').stdout);
    expect(checks.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([
      expect.objectContaining({
        check: 'no clock',
        witness: expect.stringContaining('called Date.now() while the module was loaded'),
      }),
    ]);
  });

  test('prints one JSON value with --json, whatever the module prints', () => {
    write('loud.mjs', `console.log('hello');\n${truthful}`);
    const { stdout, stderr, status } = run('check-agent', './loud.mjs', '--json');
    expect({ stderr, status }).toEqual({ stderr: 'hello\n', status: 0 });
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ module: './loud.mjs', markets: ['spot'], holds: true, calls: expect.any(Number) });
    expect(answer.checks).toHaveLength(8);
    expect(answer.microseconds).toEqual({ median: expect.any(Number), slowest: expect.any(Number) });
  });

  test('stops an agent that takes too long', () => {
    write('slow.mjs', 'export default { create: () => ({ report() { for (;;); } }) }');
    const { stdout, status } = run('check-agent', './slow.mjs', '--answer-limit', '50');
    expect(status).toBe(1);
    expect(stdout).toContain('\n  ?    same answers ');
    expect(stdout).toMatch(/\nFAILS {2}in time .*\n *it was stopped after 50 ms, in report, cycle 1\n/);
  });

  test('gives parameters their defaults and what --set says', () => {
    write(
      'shade.mjs',
      `export default { name: 'shade', parameters: { factor: { about: 'share of the type' }, lift: { about: 'more', default: 0 } },
        create: ({ factor, lift }) => ({ report: (o) => Math.max(o.public.economy.support.min, factor * o.type + lift) }) }`,
    );
    expect(run('check-agent', 'shade.mjs', '--set', 'factor=1/2').status).toBe(0);
    expect(run('check-agent', 'shade.mjs', '--set', 'factor=1', '--set', 'lift=2.5').status).toBe(1);
    const sentence = 'shade.mjs: needs a number for factor (share of the type): --set factor=...';
    expect(run('check-agent', 'shade.mjs')).toEqual(refused(sentence));
    expect(run('check-agent', 'shade.mjs', '--set', 'fcator=1')).toEqual(
      refused('--set: shade.mjs has no parameter fcator; it has factor, lift'),
    );
    expect(run('check-agent', 'shade.mjs', '--set', 'factor=')).toEqual(
      refused('--set: expected name=number, as in --set pace=1/2, got factor='),
    );
  });

  test.each([
    ['is not there', null, /^agent\.mjs: the agent's module does not load: there is no file /],
    ['is no agent', 'export default 1', /^agent\.mjs: expected a default export with name/],
    [
      'makes nothing',
      'export default { create: () => null }',
      /expected create to make an agent with a function demand/,
    ],
    ['fails to make it', 'export default { create() { throw Error("x") } }', /: the agent's create failed: x\n$/],
    ['never loads', 'await 0; throw new Error("boom")', /does not load: boom\n$/],
  ])('leaves with status 2 where the module %s', (_, text, sentence) => {
    if (text !== null) write('agent.mjs', text);
    const { stdout, stderr, status } = run('check-agent', 'agent.mjs');
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(stderr).toMatch(sentence);
  });
});
