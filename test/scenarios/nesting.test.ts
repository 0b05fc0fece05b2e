import { expect, it } from 'vitest';
import { faultLines } from './baseScenario.ts';

const TOO_DEEP = ['x.yaml:1:1 expected a plain scenario, got one nested too deeply to read'];

it.each([
  ['open brackets', '[ '.repeat(100_000)],
  ['mappings in one line', '{a: '.repeat(50_000)],
  ['list markers in one line', '- '.repeat(100_000)],
  ['list markers with anchors', '- &a '.repeat(50_000)],
  ['indentation', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
])('a text of deep %s is refused before it can exhaust the stack', (_, text) => {
  expect(faultLines(text)).toEqual(TOO_DEEP);
});

it('a hundred levels of brackets are refused where the hundredth opens', () => {
  const text = `about: ${'['.repeat(120)}${']'.repeat(120)}\n`;
  expect(faultLines(text)).toContain(
    `x.yaml:1:107 about${'[0]'.repeat(99)}: expected a plain scenario, got one nested 100 deep`,
  );
});
