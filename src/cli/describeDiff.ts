import type { Scenario } from '../domain/scenario.ts';
import type { CycleFigures } from '../timeline/cycleFigures.ts';
import { type CycleDiff, type RunDiff, type WelfareChange, welfareChange } from '../timeline/runDiff.ts';
import { amountsLike, magnitudeOf, table } from './format.ts';
import { quantityScale } from './quantityScale.ts';

const MOST_AGENTS = 20;
const MOST_CYCLES = 10;

/** Hears the cycles of a diff and describes it at its end. Memory: the first cycles that differ, and two sums an agent. */
export const createDiffDescription = () => {
  const changed: CycleDiff[] = [];
  const moved: { holdings: number[]; allocation: number[] } = { holdings: [], allocation: [] };
  return {
    take: (cycle: CycleDiff): void => {
      if (cycle.same) return;
      if (changed.length < MOST_CYCLES) changed.push(cycle);
      const { a, b } = cycle;
      if (a === null || b === null) return;
      for (const name of ['holdings', 'allocation'] as const) {
        b[name].forEach((amount, i) => {
          moved[name][i] = (moved[name][i] ?? 0) + (amount - (a[name][i] as number));
        });
      }
    },
    describe: (diff: RunDiff, scenario: Scenario): string => describe({ diff, scenario, changed, moved }),
  };
};

interface Described {
  readonly diff: RunDiff;
  readonly scenario: Scenario;
  readonly changed: readonly CycleDiff[];
  readonly moved: { readonly holdings: readonly number[]; readonly allocation: readonly number[] };
}

const describe = ({ diff, scenario, changed, moved }: Described): string => {
  const { cycles } = diff;
  const both = changed.filter(
    (each): each is CycleDiff & { a: CycleFigures; b: CycleFigures } => each.a !== null && each.b !== null,
  );
  if (cycles.changed === 0) {
    return [
      cycles.common === 0 ? 'no cycle is in both' : `${countOf(cycles.common)} in both: every outcome is the same`,
      ...extra(diff),
    ].join('\n');
  }
  const { quantity, money } = scenario.units;
  const told = both.filter(
    ({ a, b }) => a.operates !== b.operates || Object.values(welfareChange(a, b)).some((by) => by !== 0),
  );
  return [
    agentsTable({ diff, scenario, moved, quantity }),
    '',
    ...(told.length === 0 || cycles.common === 1 ? [] : [cyclesTable(told, diff, money), '']),
    account(diff, money),
    ...extra(diff),
  ].join('\n');
};

const countOf = (cycles: number): string => `${cycles} ${cycles === 1 ? 'cycle' : 'cycles'}`;

const extra = ({ cycles, beyond }: RunDiff): readonly string[] => {
  if (cycles.a === cycles.b) return [];
  const which = cycles.a > cycles.b ? 'the first' : 'the second';
  return [
    `${which} has ${countOf(Math.abs(cycles.a - cycles.b))} more, with a welfare of ${amountsLike(Math.abs(beyond))(beyond)}; only cycles that both have are compared`,
  ];
};

/** With its sign, but for what rounds to zero. */
export const signed = (write: (amount: number) => string): ((amount: number) => string) => {
  const zero = write(0);
  return (amount) => {
    const text = write(amount);
    return text === zero || text.startsWith('-') ? text : `+${text}`;
  };
};

interface AgentsTable {
  readonly diff: RunDiff;
  readonly scenario: Scenario;
  readonly moved: Described['moved'];
  readonly quantity: string;
}

/** What changed for each agent, those with the largest changes of payoff where there are many. */
const agentsTable = ({ diff, scenario, moved, quantity }: AgentsTable): string => {
  const { common } = diff.cycles;
  const rows = diff.agents.map(({ id, a, b }, i) => ({
    id,
    holding: (moved.holdings[i] as number) / common,
    forward: b.forwardPayments + b.charges - (a.forwardPayments + a.charges),
    allocation: (moved.allocation[i] as number) / common,
    spot: b.spotPayments - a.spotPayments,
    payoff: b.payoff - a.payoff,
  }));
  const shown =
    rows.length <= MOST_AGENTS
      ? rows
      : rows.toSorted((x, y) => Math.abs(y.payoff) - Math.abs(x.payoff)).slice(0, MOST_AGENTS);
  const unit = signed(amountsLike(quantityScale(scenario)));
  const coin = signed(amountsLike(magnitudeOf(...rows.map(({ forward, spot, payoff }) => [forward, spot, payoff]))));
  const mean = common === 1 ? '' : 'mean ';
  const total = common === 1 ? '' : 'total ';
  return [
    common === 1 ? 'changes' : `changes over ${countOf(common)}, quantities as means a cycle`,
    table(
      ['agent', `${mean}holding`, 'paid forward', `${mean}allocation`, 'paid spot', `${total}payoff`],
      shown.map(({ id, holding, forward, allocation, spot, payoff }) => [
        id,
        unit(holding),
        coin(forward),
        unit(allocation),
        coin(spot),
        coin(payoff),
      ]),
    ),
    ...(rows.length > MOST_AGENTS ? [`... and ${rows.length - MOST_AGENTS} more agents; --csv has all`] : []),
    `holdings and allocations in ${quantity}; payments, charges among them, run from agent to market`,
  ].join('\n');
};

const cyclesTable = (
  changed: readonly (CycleDiff & { readonly a: CycleFigures; readonly b: CycleFigures })[],
  { cycles }: RunDiff,
  money: string,
): string => {
  const rows = changed.map(({ cycle, a, b }) => ({ cycle, a, b, by: welfareChange(a, b) }));
  const coin = signed(amountsLike(magnitudeOf(...rows.map(({ by }) => Object.values(by)))));
  const open = (figures: CycleFigures): string => (figures.operates ? 'open' : 'shut');
  return [
    `welfare by cycle, change in ${money}`,
    table(
      ['cycle', 'spot market', 'welfare', 'first best', 'lost: shut', 'lost: untrue reports'],
      rows.map(({ cycle, a, b, by }) => [
        String(cycle),
        open(a) === open(b) ? open(a) : `${open(a)} -> ${open(b)}`,
        coin(by.welfare),
        coin(by.firstBest),
        coin(by.shut),
        coin(by.misallocation),
      ]),
    ),
    ...(cycles.changed > rows.length
      ? [`... and ${cycles.changed - rows.length} more cycles that differ; --csv has all`]
      : []),
  ].join('\n');
};

/** dW = d(first best) - d(lost by a shut market) - d(lost by untrue reports). */
const account = ({ change, roundingBound }: RunDiff, money: string): string => {
  if (Object.values(change).every((by) => by === 0)) return `welfare is the same, and so is the first best`;
  const coin = signed(amountsLike(magnitudeOf(Object.values(change))));
  const { welfare, firstBest, shut, misallocation }: WelfareChange = change;
  return [
    `welfare         ${coin(welfare)} ${money}`,
    `= first best    ${coin(firstBest)}`,
    `- shut market   ${coin(shut)}`,
    `- misallocation ${coin(misallocation)}, by reports that were not the types; exact up to ${roundingBound.toExponential(1)} of rounding`,
  ].join('\n');
};
