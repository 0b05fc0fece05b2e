import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatFault } from '../../scenarios/fault.ts';
import { readScenario } from '../../scenarios/readScenario.ts';
import { base, change } from './baseScenario.ts';

describe('a scenario file on disk', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'forespot-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function write(name: string, content: string | Uint8Array): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** The lines that a user reads, the folder left out. */
  function lines(path: string): readonly string[] {
    const read = readScenario(path);
    return 'faults' in read ? read.faults.map((fault) => formatFault(fault).replace(`${folder}/`, '')) : [];
  }

  function withColumn(file: string, column: string): string {
    return write(
      'prices.yaml',
      change({ 6: `    type: { family: empirical, min: 0, max: 1, file: ${file}, column: ${column} }` }),
    );
  }

  it('is read', () => {
    expect(readScenario(write('sound.yaml', base))).toMatchObject({ scenario: { name: 'base' }, notes: [] });
  });

  it('is refused if it is missing', () => {
    expect(lines(join(folder, 'none.yaml'))).toEqual(['none.yaml:1:1 cannot be read: there is no such file']);
  });

  it('is refused if it is a directory', () => {
    mkdirSync(join(folder, 'sub.yaml'));
    expect(lines(join(folder, 'sub.yaml'))).toEqual(['sub.yaml:1:1 expected a file, got a directory']);
  });

  it('is refused if it is not UTF-8', () => {
    const path = write('latin.yaml', Buffer.from('name: caf\xe9\n', 'latin1'));
    expect(lines(path)).toEqual(['latin.yaml:1:1 expected text in UTF-8, got bytes that are none: save it as UTF-8']);
  });

  it('is refused if it is too long to be one', () => {
    const path = write('long.yaml', new Uint8Array(65 * 2 ** 20));
    expect(lines(path)).toEqual(['long.yaml:1:1 expected a file of at most 64 MB, got 65 MB']);
  });

  it('finds its CSV file beside it and reports the rows left out', () => {
    write(
      'gas.csv',
      '\uFEFFDate,Price\r\n2024-01-01,0.25\r\n2024-01-02,\r\n"2024-01-03\r\nlate",0.5\r\n\r\n2024-01-04, 0.75 \r\n',
    );
    expect(readScenario(withColumn('gas.csv', 'Price'))).toMatchObject({
      scenario: { agents: [{ type: { family: 'empirical', min: 0, max: 1, values: [0.25, 0.5, 0.75] } }, {}] },
      notes: ['gas.csv: 1 of 4 rows has no Price and was left out (line 3)'],
    });
  });

  it('is refused with the line of a CSV cell that is no number', () => {
    write('bad.csv', 'Price\n0.5\n"two\nlines"\nhigh\n');
    expect(lines(withColumn('bad.csv', 'Price'))).toEqual([
      'prices.yaml:6:71 agents[0].type.column: bad.csv line 4: expected a number as Price, got "two\\nlines"',
      'prices.yaml:6:71 agents[0].type.column: bad.csv line 5: expected a number as Price, got "high"',
    ]);
  });

  it('is refused with the nearest column if it names none of the file', () => {
    write('gas.csv', 'Date,Price\n1,2\n');
    expect(lines(withColumn('gas.csv', 'price'))).toEqual([
      'prices.yaml:6:71 agents[0].type.column: gas.csv: expected one of its columns, Date or Price, got "price": did you mean Price?',
    ]);
  });

  it.each([
    ['none.csv', null, 'file: none.csv: cannot be read: there is no such file'],
    ['empty.csv', '', 'column: empty.csv: expected a header row, got an empty file'],
    ['header.csv', 'Price\n', 'column: expected at least 2 different values, got none'],
    ['twice.csv', 'Price,Price\n1,2\n', 'column: twice.csv: two columns are called "Price"'],
    [
      'ragged.csv',
      'Date,Price\n1,2\n3\n',
      'file: ragged.csv: not CSV: Invalid Record Length: expect 2, got 1 on line 3',
    ],
  ])('is refused if its CSV file is like %s', (file, content, message) => {
    if (content !== null) write(file, content);
    const [line, ...others] = lines(withColumn(file, 'Price'));
    expect(others).toEqual([]);
    expect(line).toContain(`agents[0].type.${message}`);
  });
});
