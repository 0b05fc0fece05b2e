import { dirname, join, resolve } from 'node:path';
import type { ReadColumn } from './column.ts';
import { parseStudy, type StudyDraft } from './parseStudy.ts';
import { readCsvColumn } from './readCsvColumn.ts';
import { readScenario } from './readScenario.ts';
import { readText } from './readText.ts';

/** A study from its file. The scenario that it names, and CSV files of one that stands in it, are found from its folder. */
export function readStudy(path: string): StudyDraft {
  const folder = dirname(path);
  const read = readText(path);
  if ('error' in read) {
    const fault = { file: path, line: 1, column: 1, path: '', message: read.error };
    return { written: {}, scenario: null, scenarioFile: null, notes: [], faults: () => [fault] };
  }
  const readColumn: ReadColumn = (file, column) => readCsvColumn(resolve(folder, file), file, column);
  return parseStudy(read.text, {
    file: path,
    readColumn,
    readScenario: (named) => readScenario(named.startsWith('/') ? named : join(folder, named)),
  });
}
