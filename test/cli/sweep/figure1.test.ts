import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { figure1At } from '../../../src/studies/figure1.ts';
import { figure1ByHand } from '../../../src/studies/figure1Claims.ts';
import { workplace } from '../workplace.ts';

const { run } = workplace();

describe('the study of Figure 1', () => {
  const [, study = '', folder = '', again = '', sql = ''] =
    /npx forespot sweep (\S+) --out (\S+)\nnpx forespot query (\S+) "([^"]+)"/.exec(
      readFileSync('README.md', 'utf8'),
    ) ?? [];
  const swept = run('sweep', resolve(study), '--out', folder, '--json');
  const rows: readonly { readonly k1: number; readonly interior: number; readonly corner: number }[] = JSON.parse(
    run('query', again, sql, '--json').stdout,
  );

  test('runs as the README says, three distributions at 200 values of k_1, none of which fails', () => {
    expect(again).toBe(folder);
    expect(swept.status).toBe(0);
    expect(JSON.parse(swept.stdout)).toMatchObject({ name: 'figure-1', rows: 600, failed: 0 });
  });

  test('draws the curves of the paper, by theory to the bit and by hand to rounding', () => {
    expect(rows).toHaveLength(200);
    expect(rows[0]?.k1).toBe(1 / 300);
    expect(rows.at(-1)?.k1).toBe(2 / 3);
    for (const { k1, interior, corner } of rows) {
      const theory = figure1At(k1);
      expect({ interior, corner }).toEqual({ interior: theory.interior, corner: theory.corner });
      const hand = figure1ByHand(k1);
      expect(Math.abs(interior - hand.interior)).toBeLessThan(1e-12);
      expect(Math.abs(corner - hand.corner)).toBeLessThan(1e-12);
    }
  });

  test('answers SQL about the others, and says what went wrong with SQL that fails', () => {
    const counted = run(
      'query',
      folder,
      'select F, count(*) as n, max(error) < 1e-11 as exact from cells group by F order by F',
      '--json',
    );
    expect(JSON.parse(counted.stdout)).toEqual(['high', 'low', 'uniform'].map((F) => ({ F, n: 200, exact: true })));
    expect(run('query', folder).stdout).toMatch(/interior +DOUBLE/);
    expect(run('query', folder, 'select nope from cells')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(
        '  cells(scenario, seed, replication, F, k1, interior, corner, worst_off, error, failure, cell)\n',
      ),
    });
    expect(run('query', folder, folder, 'select 1')).toMatchObject({
      status: 2,
      stderr: 'forespot: expected one folder of a sweep and then SQL: forespot query DIR "select ..."\n',
    });
    expect(run('query', folder, "select * from read_csv('/etc/passwd')").status).toBe(2);
  });
});
