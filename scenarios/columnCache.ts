import { type Column, numericColumn, type ReadColumn } from './column.ts';

/** Columns of CSV files, each read once however often it is named. */
export function columnCache(readColumn: ReadColumn) {
  const read = new Map<string, Column>();
  return {
    get: (file: string, column: string): Column => {
      const key = JSON.stringify([file, column]);
      const values = read.get(key) ?? numericColumn(file, column, readColumn);
      read.set(key, values);
      return values;
    },
    notes: (): readonly string[] => [...read.values()].flatMap(({ note }) => note ?? []),
  };
}
