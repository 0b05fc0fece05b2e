import { parseScenario } from '../../../scenarios/parseScenario.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { solve } from '../../studies/solve.ts';
import { locateNumbers } from '../../studies/statics/scenarioPath.ts';
import { type Quantity, quantitiesAt } from '../../studies/statics/solutionPath.ts';
import { type StaticsRow, statics, type Variation } from '../../studies/statics/statics.ts';
import { csv } from '../csv.ts';
import { EXIT, UserFault } from '../failure.ts';
import { amountsLike, magnitudeOf, print, printJson, table } from '../format.ts';
import { pathFault } from '../pathFault.ts';
import { progressOf } from '../progress.ts';
import { parseRange } from '../range.ts';
import { readInput } from '../readInput.ts';

interface StaticsOptions {
  readonly vary: readonly string[];
  readonly quantity?: readonly string[];
  readonly json?: boolean;
  readonly csv?: boolean;
}

const DEFAULT_QUANTITIES = [
  'interior.worstOffType',
  'interior.expectedSurplus',
  'endowments.expectedSurplus',
  'corner.expectedSurplus',
  'forward.budget',
];

/** More solves than this take minutes or hours: a sweep is the tool for them. */
const MOST_ROWS = 100_000;

/** `forespot statics`: quantities of `solve` as numbers of the scenario vary. */
export const staticsCommand = (file: string, options: StaticsOptions): number => {
  const scenario = readInput(file);
  const variations = variationsOf(scenario, options.vary);
  const quantities = quantitiesOf(scenario, options.quantity ?? DEFAULT_QUANTITIES);
  const total = variations.reduce((product, { count }) => product * count, 1);
  if (total > MOST_ROWS) {
    const most = MOST_ROWS.toLocaleString('en');
    throw new UserFault([`--vary: expected at most ${most} combinations, got ${total.toLocaleString('en')}`]);
  }
  const progress = progressOf(total, 'solved');
  const rows: StaticsRow[] = [];
  for (const row of statics({ scenario, variations, quantities, load })) {
    rows.push(row);
    progress.at(rows.length);
  }
  progress.stop();
  if (rows.every(({ fault }) => fault !== null)) {
    throw new UserFault([`--vary: there is no scenario at any of the values; at ${faultOf(rows[0] as StaticsRow)}`]);
  }
  const head = [...variations.map(({ path }) => path), ...quantities.map(({ path }) => path)];
  if (options.json === true) {
    const vary = variations.map(({ path, from, to, count }) => ({ path, from, to, count }));
    printJson({ name: scenario.name, vary, quantities: quantities.map(({ path }) => path), rows });
    return EXIT.done;
  }
  const numbers = rows.map(cells(quantities));
  if (options.csv === true) {
    print(
      csv(
        [...head, 'fault'],
        numbers.map((row, r) => [...row, rows[r]?.fault ?? null]),
      ),
    );
  } else print(describe(scenario, head, rows, numbers));
  return EXIT.done;
};

const variationsOf = (scenario: Scenario, written: readonly string[]): readonly Variation[] => {
  const variations = written.map((text) => {
    const range = parseRange(text);
    const found = locateNumbers(scenario, range.path);
    if ('fault' in found) throw pathFault(`--vary ${range.path}`, found.fault);
    return { ...range, targets: found.paths };
  });
  const taken = new Map<string, string>();
  for (const { path, targets } of variations) {
    for (const target of targets.map(String)) {
      const other = taken.get(target);
      if (other !== undefined) throw new UserFault([`--vary ${path}: --vary ${other} varies the same number`]);
      taken.set(target, path);
    }
  }
  return variations;
};

const quantitiesOf = (scenario: Scenario, written: readonly string[]): readonly Quantity[] => {
  const solution = solve(scenario);
  return written.flatMap((path) => {
    const found = quantitiesAt(solution, path);
    if ('fault' in found) throw pathFault(`--quantity ${path}`, found.fault);
    return found.quantities;
  });
};

/** The loader's own verdict on a changed scenario; strategies' paths and columns were read before. */
const load = (changed: Scenario): { readonly scenario: Scenario } | { readonly faults: readonly string[] } => {
  const readColumn = () => ({ error: 'a resolved scenario names no file' });
  const parsed = parseScenario(JSON.stringify(changed), { file: changed.name, readColumn });
  if ('scenario' in parsed) return parsed;
  return { faults: parsed.faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)) };
};

const cells =
  (quantities: readonly Quantity[]) =>
  ({ at, values }: StaticsRow): readonly (number | null)[] => [
    ...Object.values(at),
    ...quantities.map(({ path }) => values?.[path] ?? null),
  ];

const MOST_FAULTS = 5;

const describe = (
  { name, units }: Scenario,
  head: readonly string[],
  rows: readonly StaticsRow[],
  numbers: readonly (readonly (number | null)[])[],
): string => {
  const columns = head.map((_, column) => numbers.flatMap((row) => row[column] ?? []));
  const writers = columns.map((column) => amountsLike(magnitudeOf(column)));
  const shown = numbers.map((row) =>
    row.map((value, column) => (value === null ? '-' : (writers[column]?.(value) ?? ''))),
  );
  const faulty = rows.filter(({ fault }) => fault !== null);
  const error = rows.reduce((most, { errorBound }) => Math.max(most, errorBound ?? 0), 0);
  return [
    `${name}: ${rows.length} rows, quantities in ${units.quantity} and ${units.money}`,
    '',
    table(head, shown),
    '',
    ...faulty.slice(0, MOST_FAULTS).map((row) => `no scenario at ${faultOf(row)}`),
    ...(faulty.length > MOST_FAULTS ? [`and at ${faulty.length - MOST_FAULTS} more, in --csv and --json`] : []),
    `error of money at most ${error.toExponential(1)} ${units.money}`,
  ].join('\n');
};

const faultOf = ({ at, fault }: StaticsRow): string => {
  const values = Object.entries(at).map(([path, value]) => `${path}=${value}`);
  return `${values.join(' ')}: ${fault}`;
};
