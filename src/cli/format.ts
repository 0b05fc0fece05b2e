import Table from 'cli-table3';

export { amountsLike, magnitudeOf } from '../figures/amountsLike.ts';

/** Columns of a terminal that tables keep to as far as they can. */
const WIDEST = 140;
/** What a first column is cut to where a table is too wide. */
const NARROW = 26;

/**
 * Rows of text under headings, numbers to the right; without colours, so that it reads the same in a file. A table wider than
 * 140 columns moves together, and then cuts its first column.
 */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const roomy = laidOut(head, rows, { gap: '  ' });
  if (fits(roomy)) return roomy;
  const close = laidOut(head, rows, { gap: '' });
  return fits(close) ? close : laidOut(head, rows, { gap: '', first: NARROW });
};

const fits = (text: string): boolean => text.split('\n').every((line) => line.length <= WIDEST);

interface Layout {
  readonly gap: string;
  /** Width of the first column; as wide as it needs if absent. */
  readonly first?: number;
}

const laidOut = (head: readonly string[], rows: readonly (readonly string[])[], { gap, first }: Layout): string => {
  const result = new Table({
    head: [...head],
    ...(first === undefined ? {} : { colWidths: [first] }),
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: gap,
    },
  });
  result.push(...rows.map((row) => [...row]));
  return result
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
};

/** Text that may hold line breaks, on one line. */
export const oneLine = (text: string): string => text.replace(/\s*[\p{Cc}\u2028\u2029]+\s*/gu, ' ');

export const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** How `--json` prints a result: one value, one line end. */
export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
};

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
