import { dirname, resolve } from 'node:path';
import type { ReadColumn } from './column.ts';
import { type ParsedScenario, parseScenario } from './parseScenario.ts';
import { readCsvColumn } from './readCsvColumn.ts';
import { readText } from './readText.ts';

/** A scenario from its file. CSV files stand beside it: their paths start at its folder. */
export function readScenario(path: string): ParsedScenario {
  const read = readText(path);
  if ('error' in read) return { faults: [{ file: path, line: 1, column: 1, path: '', message: read.error }] };
  const readColumn: ReadColumn = (file, column) => readCsvColumn(resolve(dirname(path), file), file, column);
  return parseScenario(read.text, { file: path, readColumn });
}
