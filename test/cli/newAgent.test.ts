import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { refused, scenarioWith, workplace } from './workplace.ts';

const { run, write, path, folder } = workplace();
mkdirSync(path('node_modules'));
symlinkSync(resolve('node_modules/tsx'), path('node_modules/tsx'));
symlinkSync(resolve('.'), path('node_modules/forespot'));

test.each([
  ['habit.mjs', []],
  ['habit.ts', ['--ts']],
])('new-agent writes %s, which keeps every rule and plays at once', (file, options) => {
  const made = run('new-agent', 'habit', ...options);
  expect(made).toMatchObject({ status: 0, stderr: '' });
  expect(made.stdout).toContain(`\nnext:\n  npx forespot check-agent ./${file}\n`);
  expect(run('check-agent', `./${file}`)).toMatchObject({ status: 0, stderr: '' });
  write('own.yaml', `${scenarioWith(`{ strategy: ./${file}, pace: 1/2 }`, `./${file}`)}cycles: 3\n`);
  const ran = run('run', 'own.yaml', '--out', 'out', '--force', '--json');
  expect(JSON.parse(ran.stdout)).toMatchObject({ cycles: 3, operated: 3, refusedAnswers: 0 });
});

test('what it writes in TypeScript has no type errors', () => {
  run('new-agent', 'typed', '--ts');
  const options = '--noEmit --strict --noUncheckedIndexedAccess --target es2023 --module nodenext --skipLibCheck';
  const tsc = resolve('node_modules/typescript/bin/tsc');
  const { stdout, status } = spawnSync(process.execPath, [tsc, ...options.split(' '), 'typed.ts'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
});

test('it writes over nothing', () => {
  write('mine.mjs', 'mine');
  expect(run('new-agent', 'mine')).toEqual(
    refused('mine.mjs is there already: choose another name, or move the file away'),
  );
  expect(readFileSync(path('mine.mjs'), 'utf8')).toBe('mine');
});

test.each(['', '../x', 'a b', '1st', 'x.mjs'])('a name such as %j is refused', (name) =>
  expect(run('new-agent', name)).toEqual(
    refused(
      `new-agent: expected a name of letters, digits, - and _ that begins with a letter, as in habit, got ${JSON.stringify(name)}`,
    ),
  ),
);

test('--json says what was written', () => {
  expect(JSON.parse(run('new-agent', 'other', '--json').stdout)).toEqual({ name: 'other', file: 'other.mjs' });
});
