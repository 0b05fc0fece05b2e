import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { forespot } from '../support/forespot.ts';

const scenarios = readdirSync('scenarios')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => basename(file, '.yaml'));
const folder = mkdtempSync(join(tmpdir(), 'forespot-playthroughs-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('every bundled scenario plays as its golden playthrough shows', () => {
  test('there are scenarios to play', () => expect(scenarios.length).toBeGreaterThanOrEqual(12));

  test.each(scenarios)('%s', async (name) => {
    const file = `scenarios/${name}.yaml`;
    const solved = forespot(['solve', file]);
    const played = forespot(['run', file, '--out', join(folder, name)]);
    const replayed = forespot(['replay', join(folder, name)]);
    expect([solved.stderr, played.stderr, replayed.stderr]).toEqual(['', '', '']);
    const page = [solved.stdout, played.stdout, replayed.stdout].join(`\n${'-'.repeat(40)}\n`).replaceAll(folder, 'runs');
    await expect(page).toMatchFileSnapshot(`./playthroughs/${name}.txt`);
  });

  test('no playthrough is left of a scenario that is gone', () => {
    const pages = readdirSync('test/golden/playthroughs').map((file) => basename(file, '.txt'));
    expect(pages.toSorted()).toEqual(scenarios.toSorted());
  });
});
