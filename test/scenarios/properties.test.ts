import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { ReadColumn } from '../../scenarios/column.ts';
import { type ParsedScenario, parseScenario } from '../../scenarios/parseScenario.ts';
import { base } from './baseScenario.ts';
import { writtenScenario } from './writtenScenario.ts';

const readColumn: ReadColumn = () => ({ rows: ['4', '1.5', '', '0.5'].map((text, line) => ({ line, text })) });

function parse(text: string): ParsedScenario {
  return parseScenario(text, { file: 'x.yaml', readColumn });
}

describe('every sound scenario', () => {
  it('resolves, and its resolution written as JSON resolves to itself', () => {
    fc.assert(
      fc.property(writtenScenario, (written) => {
        const first = parse(JSON.stringify(written));
        if ('faults' in first) throw new Error(JSON.stringify(first.faults));
        const noColumns: ReadColumn = () => ({ error: 'a resolved scenario names no file' });
        const again = parseScenario(JSON.stringify(first.scenario), { file: 'x.json', readColumn: noColumns });
        expect(again).toStrictEqual({ scenario: first.scenario, notes: [] });
      }),
    );
  });

  it('means the same in YAML and in JSON', () => {
    fc.assert(
      fc.property(writtenScenario, (written) => {
        const json = parse(JSON.stringify(written));
        expect(parse(stringify(written))).toStrictEqual(json);
        expect(parse(JSON.stringify(written, null, '\t'))).toStrictEqual(json);
        // The comment makes it YAML: the other parser reads the same braces.
        expect(parse(`${JSON.stringify(written)} # no JSON`)).toStrictEqual(json);
      }),
    );
  });

  it('has as many agents as it counts, under different ids', () => {
    fc.assert(
      fc.property(writtenScenario, (written) => {
        const parsed = parse(JSON.stringify(written));
        if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
        const counted = written.agents.reduce((sum, { count }) => sum + Number(count ?? 1), 0);
        expect(new Set(parsed.scenario.agents.map(({ id }) => id)).size).toBe(counted);
      }),
    );
  });
});

describe('every text', () => {
  /** One place in the text for every fault, in the order of the file, each fault a line. */
  function isReported(text: string): void {
    const parsed = parse(text);
    if (!('faults' in parsed)) return;
    expect(parsed.faults.length).toBeGreaterThan(0);
    const lines = text.split('\n').length;
    for (const [index, { line, column, message }] of parsed.faults.entries()) {
      expect(line).toBeGreaterThanOrEqual(parsed.faults[index - 1]?.line ?? 1);
      expect(line).toBeLessThanOrEqual(lines + 1);
      expect(column).toBeGreaterThanOrEqual(1);
      expect(message).not.toMatch(/\n|undefined|\[object/);
    }
  }

  it('is resolved or refused, whatever it says', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), isReported));
    fc.assert(fc.property(fc.json(), isReported));
  });

  it('is resolved or refused with any value in any place of a sound one', () => {
    const text = JSON.stringify(parse(base));
    const places = [...text.matchAll(/(?<=:)[^,{}[\]]+/g)].map(({ index, 0: value }) => ({
      index,
      length: value.length,
    }));
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.json(), ({ index, length }, json) => {
        const { scenario } = JSON.parse(text.slice(0, index) + json + text.slice(index + length)) as {
          scenario: unknown;
        };
        isReported(JSON.stringify(scenario));
      }),
      { numRuns: 250 },
    );
  });

  it('is resolved or refused with a piece of a sound one cut out', () => {
    fc.assert(
      fc.property(fc.nat(base.length), fc.nat(20), (start, length) => {
        isReported(base.slice(0, start) + base.slice(start + length));
      }),
      { numRuns: 250 },
    );
  });
});
