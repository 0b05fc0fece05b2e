import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { nodeSha256 } from '../../log/nodeSha256.ts';
import type { Plan } from '../../studies/sweep/plan.ts';
import { studyCells } from '../../studies/sweep/studyCells.ts';
import { EXIT, UserFault } from '../failure.ts';
import { folderName } from '../folderName.ts';
import { print, printJson } from '../format.ts';
import { shellWord } from '../shellWord.ts';
import { stopSignal } from '../stopSignal.ts';
import type { CellResult } from '../sweep/cellResult.ts';
import { type CellStore, openCellStore } from '../sweep/cellStore.ts';
import { cellNames } from '../sweep/missingCells.ts';
import { openStudy } from '../sweep/openStudy.ts';
import { runLocally, type SweepCount } from '../sweep/runLocally.ts';
import { writePlan, writeSweep } from '../sweep/writeSweep.ts';

interface SweepOptions {
  readonly out?: string;
  readonly workers?: number;
  /** Megabytes a thread. */
  readonly memory?: number;
  /** The address of a Redis. */
  readonly queue?: string;
  readonly attach?: boolean;
  readonly json?: boolean;
}

/** `forespot sweep`: the cells of a study, on every core. */
export const sweepCommand = async (file: string, options: SweepOptions): Promise<number> => {
  if (options.attach === true && options.queue === undefined) {
    throw new UserFault(['--attach collects a sweep from a Redis: give its address with --queue']);
  }
  const { plan, folder } = await openStudy(file);
  const directory = options.out ?? join('runs', `sweep-${folderName(plan.name)}`);
  const store = await openCellStore(directory);
  const stop = new AbortController();
  let status: number = EXIT.done;
  const watching = stopSignal().subscribe((asked) => {
    status = asked;
    stop.abort();
  });
  try {
    if (store.damaged > 0) {
      const lines = store.damaged === 1 ? '1 line is' : `${store.damaged} lines are`;
      process.stderr.write(`${directory}: ${lines} torn or damaged; their cells are run again\n`);
    }
    writePlan(directory, plan);
    const workers = options.workers ?? availableParallelism();
    const count =
      options.queue === undefined
        ? await runLocally({ plan, folder, store, workers, memory: options.memory, stop: stop.signal })
        : await throughQueue(options.queue, { plan, store, attach: options.attach === true, stop: stop.signal });
    if (count.reused + count.computed < count.cells) {
      process.stderr.write(
        `forespot: stopped after ${count.reused + count.computed} of ${count.cells} cells, which are kept; to go on: npx forespot sweep ${shellWord(file)}${options.out === undefined ? '' : ` --out ${shellWord(options.out)}`}${options.queue === undefined ? '' : ' --queue ...'}\n`,
      );
      return status;
    }
    await finish({ plan, directory, store, count, json: options.json === true });
    return EXIT.done;
  } finally {
    watching.unsubscribe();
    store.close();
  }
};

/** Nothing of Redis is loaded but here. */
const throughQueue = async (
  address: string,
  { plan, ...question }: { plan: Plan; store: CellStore; attach: boolean; stop: AbortSignal },
): Promise<SweepCount> => {
  const { connectRedis } = await import('../sweep/queue/connectRedis.ts');
  const { collectSweep } = await import('../sweep/queue/collectSweep.ts');
  const queue = await connectRedis(address);
  try {
    return await collectSweep({ queue, plan, names: cellNames(plan), ...question });
  } finally {
    queue.close();
  }
};

interface Finished {
  readonly plan: Plan;
  readonly directory: string;
  readonly store: CellStore;
  readonly count: SweepCount;
  readonly json: boolean;
}

const finish = async ({ plan, directory, store, count, json }: Finished): Promise<void> => {
  const cells = studyCells(plan, nodeSha256);
  const files = await writeSweep(directory, plan, cells, (name) => store.get(name) as CellResult);
  const reasons = failuresOf(plan, store);
  const failed = reasons.reduce((sum, { rows }) => sum + rows, 0);
  if (json) {
    const columns = [...plan.factors.map(({ name }) => name), ...plan.outcomes.map(({ column }) => column)];
    printJson({
      name: plan.name,
      directory,
      rows: cells.count,
      ...count,
      failed,
      failures: reasons,
      columns,
      ...files,
    });
    return;
  }
  const shown = reasons.slice(0, MOST_REASONS);
  print(
    [
      `${plan.name}: ${cells.count} rows, ${count.computed} cells run now, ${count.reused} kept from before`,
      ...(failed === 0
        ? []
        : [`${failed} ${failed === 1 ? 'row has' : 'rows have'} no outcomes, column failure says why:`]),
      ...shown.map(({ reason, rows }) => `  ${rows} x ${reason}`),
      ...(reasons.length > shown.length ? [`  and ${reasons.length - shown.length} more reasons`] : []),
      `in ${files.parquet} and ${files.csv}`,
      'next:',
      `  npx forespot query ${shellWord(directory)} "select * from cells limit 10"`,
    ].join('\n'),
  );
};

const MOST_REASONS = 5;

const failuresOf = (plan: Plan, store: CellStore): readonly { readonly reason: string; readonly rows: number }[] => {
  const counts = new Map<string, number>();
  const cells = studyCells(plan, nodeSha256);
  for (let index = 0; index < cells.count; index++) {
    const reason = store.get(cells.at(index).name)?.failure?.reason;
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, rows]) => ({ reason, rows })).sort((a, b) => b.rows - a.rows);
};
