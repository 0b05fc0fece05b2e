import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { workplace } from './workplace.ts';

const { run, write, path, folder } = workplace();
symlinkSync(resolve('scenarios'), path('scenarios'));
symlinkSync(resolve('node_modules'), path('node_modules'));
const page = readFileSync('docs/the-log.md', 'utf8');

/** A program of the page, against what was built. */
const ran = (name: string, program: string): string => {
  const built = (module: string) => JSON.stringify(pathToFileURL(resolve(`dist/src/${module}.js`)).href);
  write(name, program.replaceAll("'forespot/node'", built('node')).replaceAll("'forespot'", built('index')));
  const { stdout, stderr } = spawnSync(process.execPath, [path(name)], { encoding: 'utf8', cwd: folder });
  expect(stderr).toBe('');
  return stdout;
};

test('the page on the log shows what the program and programs print, from its first block to its last', () => {
  let program = '';
  let [commands, programs] = [0, 0];
  for (const [, language, block = ''] of page.matchAll(/```(\w+)\n([\s\S]*?)```/g)) {
    if (language === 'js') program = block;
    if (language === 'text') {
      expect(ran(`program-${programs}.mjs`, program)).toBe(block);
      programs += 1;
    }
    if (language !== 'console') continue;
    const end = block.indexOf('\n');
    const [npx, name, ...args] = block.slice('$ '.length, end).split(' ');
    expect([npx, name]).toEqual(['npx', 'forespot']);
    const { stdout, stderr, status } = run(...args);
    expect({ stderr, status }).toEqual({ stderr: '', status: args[0] === 'diff' ? 1 : 0 });
    const output = block.slice(end + 1);
    if (!args.includes('--json')) expect(stdout).toBe(output);
    commands += 1;
  }
  expect([commands, programs]).toEqual([4, 2]);
});
