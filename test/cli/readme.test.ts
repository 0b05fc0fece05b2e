import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseScenario } from '../../scenarios/parseScenario.ts';
import { forespot } from '../support/forespot.ts';

const readme = readFileSync('README.md', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'forespot-readme-'));
symlinkSync(resolve('scenarios'), join(folder, 'scenarios'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Commands of the README's console blocks, each with the output printed under it. */
const shown = [...readme.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
  block
    .split(/^\$ /m)
    .filter((part) => part !== '')
    .map((part) => {
      const end = part.indexOf('\n');
      return { command: part.slice(0, end), output: part.slice(end + 1) };
    }),
);

describe('the README shows what the program prints', () => {
  test('it has commands with output', () =>
    expect(shown.filter(({ output }) => output !== '').length).toBeGreaterThan(2));

  test('each command prints what stands under it', () => {
    for (const { command, output } of shown) {
      const [npx, name, ...args] = [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, inside]) => inside ?? word);
      expect([npx, name]).toEqual(['npx', 'forespot']);
      const { stdout, stderr, status } = forespot(args, { cwd: folder });
      expect({ command, stderr, status }).toEqual({ command, stderr: '', status: 0 });
      if (output !== '') expect(stdout.trimEnd()).toBe(output.trimEnd());
    }
  });

  test('its scenario is a sound one', () => {
    const yaml = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    expect(parseScenario(yaml, { file: 'README.md', readColumn: () => ({ error: 'none' }) })).toHaveProperty(
      'scenario',
    );
  });

  test('its two commands are those of package.json', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(readme).toContain('npm ci && npm start');
    expect(readme).toContain('npm ci && npm test');
    expect(scripts).toMatchObject({ start: expect.stringContaining('eu-ets-2025'), test: expect.any(String) });
  });
});
