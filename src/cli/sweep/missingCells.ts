import { nodeSha256 } from '../../log/nodeSha256.ts';
import type { Plan } from '../../studies/sweep/plan.ts';
import { studyCells } from '../../studies/sweep/studyCells.ts';
import { isPassing } from './cellResult.ts';
import type { CellStore } from './cellStore.ts';

/** The different cells of a study: their names, each with the first index that has it. Cost: one hash a cell. */
export const cellNames = (plan: Plan): ReadonlyMap<string, number> => {
  const cells = studyCells(plan, nodeSha256);
  const names = new Map<string, number>();
  for (let index = 0; index < cells.count; index++) {
    const { name } = cells.at(index);
    if (!names.has(name)) names.set(name, index);
  }
  return names;
};

/** Indices of the cells that have no result, or one that says little of the cell. */
export const missingCells = (names: ReadonlyMap<string, number>, store: CellStore): readonly number[] =>
  [...names].flatMap(([name, index]) => {
    const result = store.get(name);
    return result === undefined || isPassing(result) ? [index] : [];
  });
