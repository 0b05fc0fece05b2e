import type { Figure } from '../../studies/sweep/figurePath.ts';

/** What came of a cell. */
export interface CellResult {
  /** One an outcome; all null where the cell failed. */
  readonly values: readonly Figure[];
  readonly failure: CellFailure | null;
}

export interface CellFailure {
  /**
   * refused: there is no scenario at these values. failed: the computation says no. Both come again wherever the cell is run.
   * late: not done within the time limit. died: its thread or its worker ended. These may go well elsewhere and are tried again.
   */
  readonly kind: 'refused' | 'failed' | 'late' | 'died';
  /** A sentence. */
  readonly reason: string;
}

/** A failure that says more of the machine than of the cell. */
export const isPassing = ({ failure }: CellResult): boolean => failure?.kind === 'late' || failure?.kind === 'died';

/** JSON has no numbers beyond the finite ones, and a figure may be one. */
type Written = Figure | { readonly number: 'Infinity' | '-Infinity' | 'NaN' };

export const writeResult = ({ values, failure }: CellResult): string =>
  JSON.stringify({ values: values.map(written), failure });

const written = (value: Figure): Written =>
  typeof value === 'number' && !Number.isFinite(value)
    ? { number: String(value) as 'Infinity' | '-Infinity' | 'NaN' }
    : value;

/** The result that `writeResult` wrote; throws what JSON.parse throws. */
export const readResult = (text: string): CellResult => {
  const { values, failure } = JSON.parse(text) as {
    readonly values: readonly Written[];
    readonly failure: CellFailure | null;
  };
  return { values: values.map((v) => (typeof v === 'object' && v !== null ? Number(v.number) : v)), failure };
};
