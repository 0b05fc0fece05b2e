import type { ReadColumn } from '../../scenarios/column.ts';
import { formatFault } from '../../scenarios/fault.ts';
import { parseScenario } from '../../scenarios/parseScenario.ts';

/** The smallest sound scenario, ten lines long; faulty files are this one with lines changed. */
export const base = `name: base
agents:
  - id: a1
    maxDemand: 1
    endowment: 0.25
    type: { family: uniform, min: 0, max: 1 }
  - id: a2
    maxDemand: 1
    endowment: 0.75
    type: { family: uniform, min: 0, max: 1 }
`;

/** The base with whole lines replaced, counted from 1, and text added at the end. */
export function change(lines: Readonly<Record<number, string>>, added = ''): string {
  return base
    .split('\n')
    .map((line, index) => lines[index + 1] ?? line)
    .join('\n')
    .concat(added);
}

/** Two states with their probabilities and demand scales, as text to add. */
export function states(tight: string, tightScale: string, slack: string, slackScale: string): string {
  return `states: { outcomes: [
  { id: tight, probability: ${tight}, demandScale: ${tightScale} },
  { id: slack, probability: ${slack}, demandScale: ${slackScale} } ] }
`;
}

/** Ten aliases to ten aliases, nine times over. */
export const bomb = `about: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
${[...'bcdefghij'].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghij'[index]}`)}]`).join('\n')}
`;

const columns: Readonly<Record<string, readonly string[]>> = {
  'gas.csv': ['0', '0.5', '', '1'],
  'bad.csv': ['0', 'n/a', '1', '1,000'],
  'words.csv': Array.from({ length: 1234 }, (_, index) => `word ${index}`),
};

/** CSV files of one column, Price, kept in memory. */
export const readColumn: ReadColumn = (file, column) => {
  const cells = columns[file];
  if (cells === undefined) return { error: `${file}: cannot be read: there is no such file` };
  if (column !== 'Price') return { error: `${file}: expected one of its columns, Price`, of: 'column' };
  return { rows: cells.map((text, index) => ({ line: index + 2, text })) };
};

/** The lines that a user reads about a faulty text; none for a sound one. */
export function faultLines(text: string): readonly string[] {
  const parsed = parseScenario(text, { file: 'x.yaml', readColumn });
  return 'faults' in parsed ? parsed.faults.map(formatFault) : [];
}
