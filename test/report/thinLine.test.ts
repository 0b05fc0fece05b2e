import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thinLine } from '../../src/report/thinLine.ts';

const values = fc.array(fc.option(fc.integer({ min: -1000, max: 1000 }), { freq: 20 }), {
  minLength: 1,
  maxLength: 2000,
});

test('a thinned line has the extremes of all cycles, at their cycles, and ends with the last', () => {
  fc.assert(
    fc.property(values, (all) => {
      const line = thinLine();
      for (const value of all) line.add(value);
      const { values: kept, cycles = [] } = line.series('x');
      expect(kept).toHaveLength(cycles.length);
      expect(kept.length).toBeLessThanOrEqual(601);
      for (const [j, cycle] of cycles.entries()) {
        // A stretch without a value stands for itself at its first cycle, which has none.
        expect(kept[j]).toBe(all[cycle - 1]);
        if (j > 0) expect(cycle).toBeGreaterThan(cycles[j - 1] as number);
      }
      const known = all.filter((value) => value !== null);
      const shown = kept.filter((value) => value !== null);
      if (known.length > 0) {
        expect(Math.max(...shown)).toBe(Math.max(...known));
        expect(Math.min(...shown)).toBe(Math.min(...known));
      }
      expect(cycles.at(-1)).toBe(all.length);
    }),
  );
});

test('a short line is kept whole', () => {
  const line = thinLine();
  for (const value of [3, 1, null, 2]) line.add(value);
  expect(line.series('a')).toEqual({ name: 'a', values: [3, 1, null, 2], cycles: [1, 2, 3, 4] });
});
