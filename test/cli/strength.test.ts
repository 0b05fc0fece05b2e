import { describe, expect, test } from 'vitest';
import { succeeding } from './succeeding.ts';
import { bundled, workplace } from './workplace.ts';

const { run, write } = workplace();
const { text, answer } = succeeding(run);

describe('forespot strength', () => {
  test('names groups, orders them, checks the statements and moves agents', () => {
    const found = answer('strength', bundled('strength-ordered-groups'));
    expect(found.kinds.map(({ name }: { name: string }) => name)).toEqual(['strong', 'middle', 'weak']);
    expect(found).toMatchObject({
      complete: true,
      unordered: [],
      proposition7: { holds: true, checked: 3 },
      corollary2: { holds: true, checked: 3 },
      corollary3: { holds: true, checked: 3 },
      proposition8: null,
    });
    expect(found.moves.length).toBe(3);
  });

  test('says in words what it found', () => {
    const shown = text('strength', bundled('strength-ordered-groups'));
    expect(shown).toContain('all kinds are ordered by strength');
    expect(shown).toMatch(/Proposition 7 {2}the stronger holds no less: holds for 3 pairs, by 0\.066\d+ at least/);
    expect(shown).toMatch(/ weak +strong +0\.04260 +0\.16660\n/);
    expect(text('strength', bundled('eu-ets-2025'))).toContain('no kinds are ordered by strength; 28 pairs are not');
  });

  test('with two groups in strict order Proposition 8 is checked for every size of the strong one', () => {
    const agent = (id: string, k: number, exponent: number) =>
      `  - { id: ${id}, count: 2, group: ${id}s, maxDemand: ${k}, endowment: 1/4, type: { family: power, exponent: ${exponent}, min: 0, max: 1 } }`;
    write('two.yaml', ['name: two', 'agents:', agent('big', 0.6, 2), agent('small', 0.4, 1), ''].join('\n'));
    const { proposition8 } = answer('strength', 'two.yaml');
    expect(proposition8).toMatchObject({ holds: true, checked: 4 });
    expect(proposition8.compositions.length).toBe(5);
    expect(text('strength', 'two.yaml')).toMatch(/Proposition 8 .*holds for 4 sizes of it, by 0\.\d+ at least/);
  });
});
