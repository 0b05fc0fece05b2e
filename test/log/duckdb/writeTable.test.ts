import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { withDuckDB } from '../../../src/log/duckdb/withDuckDB.ts';
import { writeTable } from '../../../src/log/duckdb/writeTable.ts';
import type { Cell, Table } from '../../../src/log/tables/table.ts';

const folder = mkdtempSync(join(tmpdir(), 'forespot-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

const table: Table = {
  name: 'prices',
  comment: 'what a unit\'s worth, and "more"',
  columns: [
    { name: 'good', type: 'BOOLEAN', comment: 'whether it is' },
    { name: 'n', type: 'BIGINT', comment: 'how many' },
    { name: 'price "net"', type: 'DOUBLE', comment: "the seller's, EUR" },
    { name: 'who', type: 'VARCHAR', comment: '' },
  ],
};

const read = (path: string) =>
  withDuckDB(async ({ connection }) => {
    const ask = (sql: string) => connection.runAndReadAll(sql);
    const rows = (await ask(`select * from '${path}'`)).getRowsJS();
    const metadata = path.endsWith('csv')
      ? []
      : (await ask(`select decode(key), decode(value) from parquet_kv_metadata('${path}')`)).getRows();
    return { rows, metadata: Object.fromEntries(metadata as [string, string][]) };
  });

const orNull = <T extends Cell>(cell: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(cell, { nil: null });
const cells: fc.Arbitrary<readonly Cell[]> = fc.tuple(
  orNull(fc.boolean()),
  orNull(fc.maxSafeInteger()),
  orNull(fc.double({ noNaN: true })),
  orNull(fc.string({ unit: 'binary', maxLength: 20 })),
);

describe('writeTable', () => {
  test('keeps every bit of every cell in Parquet, whatever the cell', () =>
    fc.assert(
      fc.asyncProperty(fc.array(cells, { maxLength: 20 }), async (rows) => {
        const path = join(folder, 'a.parquet');
        expect(await writeTable({ table, rows, files: [{ path, format: 'parquet' }] })).toBe(rows.length);
        const back = (await read(path)).rows.map(([good, n, price, who]) => [
          good,
          n === null ? null : Number(n),
          price,
          who,
        ]);
        expect(back).toEqual(rows);
      }),
      { numRuns: 20 },
    ));

  test('writes several formats of the same rows, in chunks that end anywhere', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => [i % 2 === 0, i, i / 3, `agent ${i}, "x"\n`] as const);
    const [parquet, csv] = [join(folder, 'b.parquet'), join(folder, 'b.csv')];
    const files = [
      { path: parquet, format: 'parquet' },
      { path: csv, format: 'csv' },
    ] as const;
    expect(await writeTable({ table, rows, files })).toBe(5000);
    const same = rows.map(([good, n, price, who]) => [good, BigInt(n), price, who]);
    expect((await read(parquet)).rows).toEqual(same);
    expect((await read(csv)).rows).toEqual(same);
    expect(readFileSync(csv, 'utf8').slice(0, 90)).toBe(
      'good,n,"price ""net""",who\ntrue,0,0.0,"agent 0, ""x""\n"\nfalse,1,0.3333333333333333,"agent ',
    );
  });

  test('carries names, types and comments in the metadata of Parquet', async () => {
    const path = join(folder, 'c.parquet');
    await writeTable({ table, rows: [], files: [{ path, format: 'parquet' }] });
    const { metadata } = await read(path);
    expect(metadata['table']).toBe(`prices: ${table.comment}`);
    expect(JSON.parse(metadata['columns'] ?? '')).toEqual(table.columns);
  });

  test('takes rows as they come', async () => {
    async function* later() {
      yield [true, 1, 0.1, 'a'];
      yield [null, null, null, null];
    }
    const path = join(folder, 'd.parquet');
    expect(await writeTable({ table, rows: later(), files: [{ path, format: 'parquet' }] })).toBe(2);
  });

  test.each([
    ['a row that is too short', [true, 1, 2], 'a row of table prices has 3 cells, expected 4'],
    ['a text for a number', [true, 1, '2', 'x'], 'prices.price "net": expected a DOUBLE, got "2"'],
  ])('throws on %s and leaves the file as it was', async (_, row, sentence) => {
    const path = join(folder, 'e.parquet');
    writeFileSync(path, 'before');
    await expect(writeTable({ table, rows: [row], files: [{ path, format: 'parquet' }] })).rejects.toThrow(sentence);
    expect(readFileSync(path, 'utf8')).toBe('before');
  });

  test('says what the file system refuses, and leaves nothing half-written', async () => {
    const place = join(folder, 'taken');
    mkdirSync(join(place, 'f.csv', 'inside'), { recursive: true });
    const writing = writeTable({ table, rows: [], files: [{ path: join(place, 'f.csv'), format: 'csv' }] });
    await expect(writing).rejects.toThrow(/^cannot write .*f\.csv: /);
    expect(readdirSync(place)).toEqual(['f.csv']);
  });
});
