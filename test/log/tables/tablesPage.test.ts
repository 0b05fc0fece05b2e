import { expect, test } from 'vitest';
import { LOG_TABLES } from '../../../src/log/tables/tables.ts';
import { tablesPage } from '../../../src/log/tables/tablesPage.ts';

test('docs/tables.md says what the tables are (npx vitest run test/log/tables -u writes it)', () =>
  expect(tablesPage(LOG_TABLES)).toMatchFileSnapshot('../../../docs/tables.md'));

test('no table has two columns of a name, and every key is of columns', () => {
  for (const { columns, key } of LOG_TABLES) {
    const names = columns.map(({ name }) => name);
    expect(new Set([...names, 'run']).size).toBe(names.length + 1);
    expect(names).toEqual(expect.arrayContaining([...key]));
  }
});
