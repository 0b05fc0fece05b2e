import type { MarketEvent } from '../../domain/events.ts';
import type { Scenario } from '../../domain/scenario.ts';
import type { CycleFigures } from '../../timeline/cycleFigures.ts';
import { DifferentAgents, diffRuns } from '../../timeline/diffRuns.ts';
import { type CycleDiff, type RunDiff, welfareChange } from '../../timeline/runDiff.ts';
import { csv } from '../csv.ts';
import { createDiffDescription } from '../describeDiff.ts';
import { describeEdit } from '../describeEdit.ts';
import { EXIT, UserFault } from '../failure.ts';
import { print } from '../format.ts';
import { describeBreak, type OpenLog, openLog, stopsEarly } from '../openLog.ts';
import { writeOut } from '../writeOut.ts';

interface DiffOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** `forespot diff`: 0 for the same events, 1 for others, as `diff` does. */
export const diffCommand = async (first: string, second: string, options: DiffOptions): Promise<number> => {
  const [a, b] = [openLog(first), openLog(second)];
  const heard: Heard = { scenario: null, agents: [], forked: null };
  const cycles = comparing(diffRuns(listening(a, heard), listening(b, { ...heard, of: heard })));
  const description = createDiffDescription();
  let rows = 0;
  const write = options.json === true ? jsonOf : options.csv === true ? csvOf : null;
  // With the first cycle, not before: runs that cannot be compared leave nothing half said.
  const head = options.json === true ? '{\n  "changedCycles": [' : '';
  let step = await cycles.next();
  for (; step.done !== true; step = await cycles.next()) {
    if (write === null) description.take(step.value);
    else {
      const text = write(step.value, heard.agents, rows === 0);
      if (text !== '') await writeOut(rows === 0 ? head + text : text);
      if (text !== '') rows += 1;
    }
  }
  const diff = step.value;
  const broken = [a, b].flatMap(({ file, found }) =>
    found.broken === null ? [] : [describeBreak(file, found.broken)],
  );
  const equal = diff.equal && broken.length === 0;
  if (options.json === true) {
    const { equal: _, ...rest } = diff;
    const side = (log: OpenLog) => ({ log: log.file, complete: log.found.complete, broken: log.found.broken });
    const end = JSON.stringify({ equal, first: side(a), second: side(b), ...rest }, null, 2);
    await writeOut(`${rows === 0 ? head : '\n  '}],${end.slice(1)}\n`);
  } else if (options.csv !== true) {
    print(opening(diff, heard));
    const scenario = heard.scenario as Scenario;
    if (!diff.equal) print(`\n${description.describe(diff, scenario)}`);
    for (const log of [a, b]) {
      if (log.found.broken === null && !log.found.complete) print(`${log.file}: ${stopsEarly(log.found)}`);
    }
  }
  for (const sentence of broken) process.stderr.write(`${sentence}\n`);
  return equal ? EXIT.done : EXIT.no;
};

interface Heard {
  /** The first run's. */
  scenario: Scenario | null;
  agents: readonly string[];
  /** The fork of the second run that stands where the logs part. */
  forked: { readonly seq: number; readonly event: MarketEvent & { kind: 'run-forked' } } | null;
}

async function* listening(log: OpenLog, heard: Heard & { readonly of?: Heard }): AsyncGenerator<MarketEvent> {
  for await (const { seq, event } of log.events()) {
    if (event.kind === 'run-started' && heard.of === undefined) {
      heard.scenario = event.scenario;
      heard.agents = event.agents;
    }
    // The last one: those before it both runs may have.
    if (event.kind === 'run-forked' && heard.of !== undefined) heard.of.forked ??= { seq, event };
    yield event;
  }
}

async function* comparing(cycles: AsyncGenerator<CycleDiff, RunDiff>): AsyncGenerator<CycleDiff, RunDiff> {
  try {
    return yield* cycles;
  } catch (error) {
    throw error instanceof DifferentAgents ? new UserFault([`forespot: ${error.message}`]) : error;
  }
}

/** Where the logs part. */
const opening = ({ equal, firstDifference, cycles }: RunDiff, { forked, scenario }: Heard): string => {
  if (equal || firstDifference === null)
    return `the same events, ${cycles.common} ${cycles.common === 1 ? 'cycle' : 'cycles'}`;
  const { seq, field, a, b } = firstDifference;
  const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
  if (forked?.seq === seq && scenario !== null) {
    const edits = forked.event.edits.map((edit) => describeEdit(edit, scenario)).join('; ');
    return `the second is forked at event ${seq}${a === undefined ? '' : ` (${a})`}: ${edits}`;
  }
  return `first difference: event ${seq}, ${field}: ${shown(a)} in the first, ${shown(b)} in the second`;
};

/** A cycle that differs, as an element of the list. */
const jsonOf = (cycle: CycleDiff, _agents: readonly string[], first: boolean): string => {
  const { a, b, same, cycle: number } = cycle;
  if (same) return '';
  const change = a === null || b === null ? null : welfareChange(a, b);
  return `${first ? '' : ','}\n    ${JSON.stringify({ cycle: number, change, first: a, second: b })}`;
};

const OF_AGENT = [
  'endowments',
  'demands',
  'holdings',
  'forwardPayments',
  'charges',
  'types',
  'reports',
  'allocation',
  'spotPayments',
  'payoffs',
] as const;
const OF_CYCLE = ['welfare', 'firstBest', 'shut', 'misallocation'] as const;

/** A row for each agent of a cycle, equal or not. */
const csvOf = ({ cycle, a, b }: CycleDiff, agents: readonly string[], first: boolean): string => {
  const pair = <T>(of: (figures: CycleFigures) => T): readonly [T | null, T | null] => [
    a === null ? null : of(a),
    b === null ? null : of(b),
  ];
  const common = OF_CYCLE.flatMap((name) => pair((figures) => figures[name]));
  const rows = agents.map((id, i) => [
    cycle,
    id,
    ...OF_AGENT.flatMap((name) => pair((figures) => figures[name]?.[i] ?? null)),
    ...common,
  ]);
  const head = ['cycle', 'agent', ...[...OF_AGENT, ...OF_CYCLE].flatMap((name) => [`${name}First`, `${name}Second`])];
  const text = csv(head, rows);
  return `${first ? text : text.slice(text.indexOf('\n') + 1)}\n`;
};
