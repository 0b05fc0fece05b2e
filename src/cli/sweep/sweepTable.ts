import type { Cell, Column, ColumnType, Table } from '../../log/tables/table.ts';
import type { Plan } from '../../studies/sweep/plan.ts';
import type { StudyCells } from '../../studies/sweep/studyCells.ts';
import type { CellResult } from './cellResult.ts';

/** The results of a study as one table, a row a cell, in the order of the design; `resultOf` has a result for every cell. */
export const sweepTable = (
  plan: Plan,
  cells: StudyCells,
  resultOf: (name: string) => CellResult,
): { readonly table: Table; readonly rows: () => Iterable<readonly Cell[]> } => {
  const factors = plan.factors.map(
    ({ name, values }): Column => ({
      name,
      type: values.kind === 'interval' ? 'DOUBLE' : typeOf(values.labels),
      comment: `what varies: ${plan.factors
        .find((one) => one.name === name)
        ?.targets.map((path) => path.join('.'))
        .join(', ')}`,
    }),
  );
  const outcomeTypes = typesOf(plan, cells, resultOf);
  const outcomes = plan.outcomes.map(
    ({ column, path }, o): Column => ({
      name: column,
      type: outcomeTypes[o] as ColumnType,
      comment: path,
    }),
  );
  const columns: readonly Column[] = [
    { name: 'scenario', type: 'VARCHAR', comment: 'the name of the scenario that the study starts from' },
    { name: 'seed', type: 'VARCHAR', comment: 'the seed of the run' },
    { name: 'replication', type: 'BIGINT', comment: 'from 1; equal replications have equal seeds' },
    ...factors,
    ...outcomes,
    { name: 'failure', type: 'VARCHAR', comment: 'why there are no outcomes; null where there are' },
    { name: 'cell', type: 'VARCHAR', comment: 'SHA-256 of everything that the outcomes follow from' },
  ];
  const asTyped = (value: Cell, { type }: Column): Cell =>
    value !== null && type === 'VARCHAR' ? String(value) : value;
  function* rows(): Generator<readonly Cell[]> {
    for (let index = 0; index < cells.count; index++) {
      const { name, seed, replication, settings } = cells.at(index);
      const { values, failure } = resultOf(name);
      yield [
        plan.scenario.name,
        seed,
        replication,
        ...settings.map((label, f) => asTyped(label, factors[f] as Column)),
        ...values.map((value, o) => asTyped(value, outcomes[o] as Column)),
        failure?.reason ?? null,
        name,
      ];
    }
  }
  return { table: { name: 'cells', comment: `the cells of the study ${plan.name}`, columns }, rows };
};

/** One type for a column: text where its values are of several kinds. */
const typeOf = (values: readonly Cell[]): ColumnType => {
  const kinds = new Set(values.filter((value) => value !== null).map((value) => typeof value));
  if (kinds.size === 0) return 'DOUBLE';
  if (kinds.size > 1) return 'VARCHAR';
  return kinds.has('number') ? 'DOUBLE' : kinds.has('boolean') ? 'BOOLEAN' : 'VARCHAR';
};

const typesOf = (
  { outcomes }: Plan,
  cells: StudyCells,
  resultOf: (name: string) => CellResult,
): readonly ColumnType[] => {
  const kinds = outcomes.map(() => new Map<string, Cell>());
  for (let index = 0; index < cells.count; index++) {
    const { values } = resultOf(cells.at(index).name);
    for (const [o, value] of values.entries()) kinds[o]?.set(typeof value, value);
  }
  return kinds.map((each) => typeOf([...each.values()]));
};
