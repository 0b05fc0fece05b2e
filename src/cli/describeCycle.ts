import type { PerAgent } from '../domain/economy.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { CycleStory } from './cycleStory.ts';
import { amountsLike, magnitudeOf, oneLine, percent, table } from './format.ts';
import { quantityScale } from './quantityScale.ts';

const MOST_ROWS = 20;
const MOST_REFUSALS = 5;

/** One cycle as a person reads it: who held what before and after each market and what they paid, then the accounts. */
export const describeCycle = (scenario: Scenario, story: CycleStory): string => {
  const { money } = scenario.units;
  const { cycle, started, cleared, types, spot, traded, skipped, closed, state, refusals } = story;
  const none: PerAgent = new Array(scenario.agents.length).fill(0);
  const forwardPaid = cleared?.payments ?? none;
  const charges = cleared?.charges ?? none;
  const spotPaid = traded?.payments ?? none;
  const rows = rowsOf(scenario);
  const total = (amounts: PerAgent): number => sum(amounts, scenario.agents.keys());

  const sums = rows.shown.map(({ members }) =>
    [forwardPaid, spotPaid, charges, closed.payoffs].map((amounts) => Math.abs(sum(amounts, members))),
  );
  const coins = amountsLike(magnitudeOf(...sums));
  const price = amountsLike(scenario.agents[0]?.type.max ?? 1);
  const firstBest = amountsLike(closed.firstBest);
  const scale = scenario.states?.outcomes.find(({ id }) => id === state?.state)?.demandScale ?? 1;
  const autarky = types.types.reduce((all, type, i) => {
    const maxDemand = scale * (scenario.agents[i]?.maxDemand as number);
    return all + type * Math.min(started.endowments[i] as number, maxDemand);
  }, 0);
  return [
    `cycle ${cycle}${state === null ? '' : `, state ${state.state}`}`,
    tableOf({ scenario, story, rows, coins, price }),
    ...rows.more,
    `forward market  ${describeForward(scenario, story, price)}${
      cleared === null || scenario.forward.rule === 'none'
        ? ''
        : `; payments ${coins(total(forwardPaid))}, charges ${coins(total(charges))}, operator's budget ${coins(total(forwardPaid) + total(charges))} ${money}`
    }`,
    traded !== null
      ? `spot market     ${spot.mechanism} operates: expected surplus ${coins(spot.expectedSurplus)}, payments this time ${coins(traded.surplus)} ${money}`
      : spot.expectedSurplus < 0
        ? `spot market     ${spot.mechanism} does not operate: it would run an expected deficit of ${coins(-spot.expectedSurplus)} ${money}`
        : `spot market     does not operate: ${oneLine(skipped?.reason ?? '')}`,
    `welfare         ${firstBest(closed.welfare)} of a first best of ${firstBest(closed.firstBest)} ${money} (${percent(closed.welfare / closed.firstBest)}); with nobody trading ${firstBest(autarky)}`,
    ...refusals
      .slice(0, MOST_REFUSALS)
      .map(
        ({ agent, market, reason, instead }) =>
          `refused         ${agent}, ${market}: ${oneLine(reason)}; its ${instead} stands instead`,
      ),
    ...(refusals.length > MOST_REFUSALS
      ? [`                ... and ${refusals.length - MOST_REFUSALS} more refusals`]
      : []),
  ].join('\n');
};

const describeForward = (
  { forward }: Scenario,
  { opened, refused }: CycleStory,
  price: (amount: number) => string,
): string => {
  if (opened === null) return `refused: ${oneLine(refused?.reason ?? '')}`;
  if (forward.rule === 'none') return 'none: everybody keeps the endowment';
  if (forward.rule === 'uniform') return `uniform, price ${price(opened.priceAtZero)} a unit`;
  return `${forward.rule}, price ${price(opened.priceAtZero)} a unit at the interior solution`;
};

/** A row of a table: an agent, or the agents of a group together. */
interface Row {
  readonly name: string;
  readonly members: readonly number[];
}

interface Rows {
  readonly heading: 'agent' | 'group';
  readonly shown: readonly Row[];
  /** What is to be said of those that are not shown. */
  readonly more: readonly string[];
}

/** A row an agent; for more than 20 agents a row a group, or, where there are no groups, the first 20. */
const rowsOf = ({ agents }: Scenario): Rows => {
  const each = agents.map(({ id }, i): Row => ({ name: id, members: [i] }));
  const few = each.length <= MOST_ROWS;
  if (few || agents.every(({ group }) => group === undefined)) {
    const more = few ? [] : [`... and ${each.length - MOST_ROWS} more agents; forespot trace shows any of them`];
    return { heading: 'agent', shown: each.slice(0, MOST_ROWS), more };
  }
  const members = new Map<string, number[]>();
  agents.forEach(({ group = '(none)' }, i) => {
    const list = members.get(group) ?? [];
    list.push(i);
    members.set(group, list);
  });
  const groups = [...members].map(([name, list]): Row => ({ name, members: list }));
  const hidden = groups.length - MOST_ROWS;
  return {
    heading: 'group',
    shown: groups.slice(0, MOST_ROWS),
    more: [
      ...(hidden > 0 ? [`... and ${hidden} more groups`] : []),
      'sums by group, types as means; forespot trace shows any agent',
    ],
  };
};

interface TableQuestion {
  readonly scenario: Scenario;
  readonly story: CycleStory;
  readonly rows: Rows;
  readonly coins: (amount: number) => string;
  readonly price: (amount: number) => string;
}

const tableOf = ({ scenario, story, rows: { heading, shown }, coins, price }: TableQuestion): string => {
  const { started, cleared, types, traded, skipped, closed } = story;
  const units = amountsLike(heading === 'group' ? scenario.supply / 10 : quantityScale(scenario));
  const holdings = cleared?.holdings ?? started.endowments;
  const allocation = (traded ?? skipped)?.allocation ?? holdings;
  const column = (name: string, amounts: PerAgent | undefined, write: (amount: number) => string) => ({
    name,
    cell: ({ members }: Row) => (amounts === undefined ? '-' : write(sum(amounts, members))),
  });
  const columns = [
    ...(heading === 'group' ? [{ name: 'agents', cell: ({ members }: Row) => String(members.length) }] : []),
    column('endowment', started.endowments, units),
    column('demand', cleared?.demands, units),
    column('holding', holdings, units),
    column('paid forward', cleared?.payments, coins),
    ...(cleared?.charges.some((charge) => charge !== 0) ? [column('charge', cleared.charges, coins)] : []),
    {
      name: heading === 'group' ? 'mean type' : 'type',
      cell: ({ members }: Row) => price(sum(types.types, members) / members.length),
    },
    column('allocation', allocation, units),
    column('paid spot', traded?.payments, coins),
    column('payoff', closed.payoffs, coins),
  ];
  return table(
    [heading, ...columns.map(({ name }) => name)],
    shown.map((row) => [row.name, ...columns.map(({ cell }) => cell(row))]),
  );
};

const sum = (amounts: PerAgent, members: Iterable<number>): number => {
  let all = 0;
  for (const i of members) all += amounts[i] as number;
  return all;
};
