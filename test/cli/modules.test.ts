import { describe, expect, test } from 'vitest';
import { forespot } from '../support/forespot.ts';
import { refused, scenarioWith, workplace } from './workplace.ts';

const { run, write, path } = workplace();
/** Runs a scenario whose first agent has this module, in both markets. */
const runWith = (module: string, ...options: readonly string[]) => {
  write('agent.mjs', module);
  write('own.yaml', scenarioWith('./agent.mjs', './agent.mjs'));
  return run('run', 'own.yaml', '--out', 'out', '--force', ...options);
};

describe('a module that is no agent is refused before anything runs', () => {
  const shape = 'expected a default export with name, about, parameters and create, as the files in agents/ have; got';
  test.each([
    ['throws when loaded', 'throw new Error("boom")', "the agent's module does not load: boom"],
    ['is no JavaScript', 'export default {{{', "the agent's module does not load: Unexpected token '{'"],
    ['has no default export', 'export const x = 1', `${shape} none of these`],
    ['has no create', 'export default { name: "x" }', `${shape} only name`],
    ['throws in create', 'export default { create() { throw new Error("boom") } }', "the agent's create failed: boom"],
    [
      'makes an agent that cannot demand',
      'export default { create: () => ({ report: (o) => o.type }) }',
      'expected create to make an agent with the function demand, as the files in agents/ do; got an object with report',
    ],
    [
      'makes nothing',
      'export default { create: () => null }',
      'expected create to make an agent with the function demand, as the files in agents/ do; got null',
    ],
  ])('one that %s', (_, module, sentence) => expect(runWith(module)).toEqual(refused(`./agent.mjs: ${sentence}`)));

  test('one that is not there', () => {
    write('missing.yaml', scenarioWith('./missing.mjs'));
    const sentence = `there is no file ${path('missing.mjs')}`;
    expect(run('run', 'missing.yaml')).toEqual(refused(`./missing.mjs: the agent's module does not load: ${sentence}`));
  });
});

describe('an agent that gives no usable answer keeps its endowment, and the run goes on', () => {
  const demanding = (body: string): string =>
    `export default { create: () => ({ demand() { ${body} }, report: (o) => o.type }) }`;
  test.each([
    ['NaN', 'return NaN', 'expected a demand between 0 and 1, got NaN'],
    ['more than there is', 'return 2', 'expected a demand between 0 and 1'],
    ['a text', 'return "1"', 'expected a number, got string'],
    ['a promise', 'return Promise.resolve(1)', 'expected a number, got object'],
    ['an exception of two lines', 'throw new Error("one\\ntwo")', 'the agent failed: one two'],
  ])('%s', (_, body, reason) => {
    const { stdout, stderr, status } = runWith(demanding(body));
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toContain(`\nrefused         own, forward: ${reason}; its endowment stands instead\n`);
    expect(stdout).toContain('\n1 answer of an agent could not be used and was replaced\n');
    expect(run('rerun', 'out')).toMatchObject({ status: 0, stderr: '' });
    expect(run('trace', 'out', '--agent', 'own').stdout).toContain(
      `gives no usable answer in the forward market (${reason}): its endowment stands instead\n`,
    );
  });
});

test('what a module prints does not get between the JSON', () => {
  const { stdout, stderr, status } = runWith(
    'export default { create: () => ({ demand: () => { console.log("hello"); return 0.5; }, report: (o) => o.type }) }',
    '--json',
  );
  expect({ stderr, status }).toEqual({ stderr: 'hello\n', status: 0 });
  expect(JSON.parse(stdout)).toMatchObject({ name: 'own', refusedAnswers: 0 });
});

test('a module that ends the program does not make a run look done', () => {
  const ended = runWith('export default { create: () => ({ demand: () => process.exit(0), report: (o) => o.type }) }');
  expect(ended).toEqual(refused("forespot: ended in the middle: an agent's module ended the program"));
  expect(run('verify', 'out')).toEqual({ status: 1, stdout: 'out/events.ndjson:1: the file is empty\n', stderr: '' });
});

test('rerun finds the modules beside the scenario, wherever it is called', () => {
  write('deep/agent.mjs', 'export default { create: () => ({ demand: () => 0.5, report: (o) => o.type }) }');
  write('deep/own.yaml', scenarioWith('./agent.mjs', './agent.mjs'));
  write('agent.mjs', 'export default { create: () => ({ demand: () => 0.25, report: (o) => o.type }) }');
  expect(run('run', 'deep/own.yaml', '--out', 'elsewhere/run').status).toBe(0);
  for (const log of ['elsewhere/run', 'elsewhere/run/events.ndjson']) {
    expect(run('rerun', log)).toMatchObject({ status: 0, stderr: '' });
    expect(forespot(['rerun', path(log)], { cwd: '/' })).toMatchObject({ status: 0, stderr: '' });
  }
});
