import { describe, expect, test } from 'vitest';
import { bundled, refused, workplace } from './workplace.ts';

const { run } = workplace();
const bilateral = bundled('bilateral-trade');
const ADVICE = '(forespot --help lists the commands, forespot COMMAND --help its options)';

describe('what is asked wrongly is answered with a sentence, advice and status 2', () => {
  test.each([
    ['a command that does not exist', ['bogus'], "unknown command 'bogus'"],
    ['a command misspelled', ['runn', 'x'], "unknown command 'runn'\n(Did you mean run?)"],
    ['an option that does not exist', ['run', '--bogus', 'x'], "unknown option '--bogus'"],
    ['a file left out', ['run'], "missing required argument 'file'"],
    ['two files', ['run', 'a', 'b'], "too many arguments for 'run'. Expected 1 argument but got 2."],
    ['no agent to trace', ['trace', 'x'], "required option '--agent <id>' not specified"],
  ])('%s', (_, args, sentence) => expect(run(...args)).toEqual(refused(`forespot: ${sentence}\n${ADVICE}`)));

  test.each(['0', '-1', 'abc', '1.5', '1e3', '', '9007199254740993'])('--cycles %j', (cycles) => {
    const sentence = `forespot: option '--cycles <number>' argument '${cycles}' is invalid. Expected a whole number between 1 and 1,000,000,000.`;
    expect(run('run', bilateral, '--cycles', cycles)).toEqual(refused(`${sentence}\n${ADVICE}`));
  });

  test.each(['a,b', ',', '', '0.5 0.5', 'NaN,1', 'Infinity,0', '1/0,0'])('--holdings %j', (holdings) => {
    const sentence = `forespot: option '--holdings <numbers>' argument '${holdings}' is invalid. Expected numbers or fractions with commas between.`;
    expect(run('solve', bilateral, '--holdings', holdings)).toEqual(refused(`${sentence}\n${ADVICE}`));
  });

  test.each([
    ['1', '--holdings: expected 2 numbers (seller, buyer), got 1'],
    ['0,1,0', '--holdings: expected 2 numbers (seller, buyer), got 3'],
    ['-1,2', '--holdings: expected at least 0 for seller, got -1'],
    ['0.5,0.6', '--holdings: expected numbers that add up to the supply, 1 units; these add up to 1.1'],
  ])('--holdings %s, which is no division of the supply', (holdings, sentence) =>
    expect(run('solve', bilateral, '--holdings', holdings)).toEqual(refused(sentence)),
  );
});

test('holdings may be fractions', () => {
  const { stdout, stderr, status } = run('solve', bundled('figure-1-k1-0.333'), '--holdings', '1/3, 1/3,1/3', '--json');
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(JSON.parse(stdout).at.holdings).toEqual([1 / 3, 1 / 3, 1 / 3]);
});

test('help and version go to stdout with status 0; a call of nothing is shown the help on stderr with status 2', () => {
  expect(run('--version')).toEqual({ status: 0, stdout: '0.1.0\n', stderr: '' });
  const help = run('--help');
  expect(help).toMatchObject({ status: 0, stderr: '' });
  expect(help.stdout).toMatch(/^Usage: forespot \[options\] \[command\]\n/);
  expect(run()).toEqual({ status: 2, stdout: '', stderr: help.stdout });
});
