import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { bundled, workplace } from './workplace.ts';

const { run, write } = workplace();
const page = readFileSync('docs/what-agents-know.md', 'utf8');

test('the page on what agents know shows what the program prints, step by step', () => {
  const file = 'scenarios/two-sided-2x3.yaml';
  write(file, readFileSync(join(dirname(bundled('two-sided-2x3')), 'two-sided-2x3.yaml')));
  let outputs = 0;
  for (const [, block = ''] of page.matchAll(/```console\n([\s\S]*?)```/g)) {
    for (const step of block.split(/^\$ /m).filter((part) => part !== '')) {
      const [command = '', ...printed] = step.split('\n');
      const [call = '', target] = command.split(' > ');
      const [npx, name, ...args] = call.split(' ');
      expect([npx, name]).toEqual(['npx', 'forespot']);
      const { stdout, stderr, status } = run(...args);
      expect({ command, stderr, status }).toEqual({ command, stderr: '', status: 0 });
      if (target !== undefined) write(target, stdout);
      const output = printed.join('\n').trimEnd();
      if (output === '') continue;
      expect(stdout.trimEnd()).toBe(output);
      outputs++;
    }
  }
  expect(outputs).toBe(3);
});
