import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { workplace } from './workplace.ts';

const { run, write } = workplace();
const tutorial = readFileSync('docs/writing-an-agent.md', 'utf8');

/** Times differ from machine to machine. */
const withoutTimes = (text: string): string =>
  text
    .trimEnd()
    .replace(/[\d.,]+ µs in the median, [\d.,]+ µs the slowest/, '... µs in the median, ... µs the slowest');

test('the tutorial shows what the program prints, step by step', () => {
  let [files, outputs] = [0, 0];
  for (const [, language, block = ''] of tutorial.matchAll(/```(\w+)\n([\s\S]*?)```/g)) {
    if (language !== 'console') {
      // The first line of a file is a comment with its name.
      write(/^(?:#|\/\/) (\S+)\n/.exec(block)?.[1] as string, block);
      files++;
      continue;
    }
    for (const step of block.split(/^\$ /m).filter((part) => part !== '')) {
      const [command = '', ...printed] = step.split('\n');
      const [npx, name, ...args] = command.split(' ');
      expect([npx, name]).toEqual(['npx', 'forespot']);
      const { stdout, stderr, status } = run(...args);
      const output = printed.join('\n');
      expect({ command, stderr, status }).toEqual({ command, stderr: '', status: /^FAILS/m.test(output) ? 1 : 0 });
      if (output.trim() === '') continue;
      expect(withoutTimes(stdout)).toBe(withoutTimes(output));
      outputs++;
    }
  }
  expect({ files, outputs }).toEqual({ files: 4, outputs: 5 });
});
