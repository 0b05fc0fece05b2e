import type { JSX } from 'preact';
import type { Account, Paid } from './account.ts';
import { Name } from './Name.tsx';
import { alike, count, counted, percent, plain } from './words.ts';

/** Agents that have a row each; of more, those through whose hands most money went, and the others in one row. */
const MOST_ROWS = 100;

/** What the run added up to, and for whom. */
export const Tables = ({ account }: { readonly account: Account }): JSX.Element => (
  <section aria-labelledby="tables">
    <h2 id="tables">In figures</h2>
    <Totals account={account} />
    <AgentTables account={account} />
  </section>
);

const Totals = ({ account }: { readonly account: Account }): JSX.Element => {
  const { scenario, cycles, forwardCycles, spotCycles, welfare, firstBest, paid, till } = account;
  const money = plain(scenario.units.money);
  const coins = alike(welfare, firstBest, till, paid.forward, paid.charges, paid.spot);
  const rows: readonly (readonly [string, string, string])[] = [
    ['cycles', count(cycles), ''],
    ['forward markets that cleared', count(forwardCycles), ''],
    ['spot markets that operated', count(spotCycles), ''],
    ['welfare', coins(welfare), money],
    ['first best', coins(firstBest), money],
    ['welfare against the first best', firstBest > 0 ? percent(welfare / firstBest) : 'none', ''],
    ['forward payments', coins(paid.forward), money],
    ['forward charges', coins(paid.charges), money],
    ['spot payments', coins(paid.spot), money],
    ['operator’s account in the end', coins(till), money],
  ];
  return (
    <table class="totals">
      <caption>Totals of the run. Payments run from agents to the operator.</caption>
      <tbody>
        {rows.map(([name, value, unit]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
            <td class="unit">{unit}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

interface Row {
  readonly id: string;
  readonly first: number;
  readonly last: number;
  readonly paid: Paid;
  readonly payoff: number | null;
  readonly gain: number | null;
  readonly worseOff: number | null;
  readonly forwardRegret: number | null;
  readonly spotRegret: number | null;
}

const AgentTables = ({ account }: { readonly account: Account }): JSX.Element => {
  const { scenario, participation, cycles } = account;
  const [quantity, money] = [plain(scenario.units.quantity), plain(scenario.units.money)];
  const rows = shownRows(rowsOf(account));
  const units = alike(...rows.flatMap(({ first, last }) => [first, last]));
  const coins = alike(
    ...rows.flatMap(({ paid, payoff, gain }) => [paid.forward, paid.charges, paid.spot, payoff ?? 0, gain ?? 0]),
  );
  const regrets = rows.flatMap(({ forwardRegret, spotRegret }) => [forwardRegret ?? 0, spotRegret ?? 0]);
  const none = Math.max(...regrets) <= account.tolerance;
  const regret = none ? () => '0' : alike(...regrets);
  const cut = scenario.agents.length - MOST_ROWS;
  const which =
    cut > 0
      ? ` Of ${count(scenario.agents.length)} agents the ${MOST_ROWS} that paid and received most; the others are in the last row.`
      : '';
  return (
    <>
      <Grid
        caption={`Goods and money by agent, over ${counted(cycles, 'cycle')}. Goods in ${quantity}, money in ${money}; payments run from agent to operator.${which}`}
        head={['agent', 'first endowment', 'last allocation', 'forward payments', 'charges', 'spot payments']}
        rows={rows.map(({ id, first, last, paid }) => [
          id,
          units(first),
          units(last),
          coins(paid.forward),
          coins(paid.charges),
          coins(paid.spot),
        ])}
      />
      {rows.every(({ payoff, forwardRegret }) => payoff === null && forwardRegret === null) ? null : (
        <Grid
          caption={`Payoffs and regrets by agent, in ${money}. Gain: all payoffs less what the first endowment would have been worth in every cycle. Regrets are means over cycles.${participation === null ? ' A dash is what this log hides.' : ''}`}
          head={['agent', 'payoff', 'gain', 'cycles worse off', 'forward regret', 'spot regret']}
          rows={rows.map(({ id, payoff, gain, worseOff, forwardRegret, spotRegret }) => [
            id,
            written(payoff, coins),
            written(gain, coins),
            written(worseOff, count),
            written(forwardRegret, regret),
            written(spotRegret, regret),
          ])}
        />
      )}
    </>
  );
};

const written = (value: number | null, write: (value: number) => string): string =>
  value === null ? '–' : write(value);

const rowsOf = ({ scenario, agents, participation, regrets }: Account): readonly Row[] =>
  scenario.agents.map(({ id }, i) => {
    const mean = (name: 'forwardRegretExAnte' | 'spotRegretInterim'): number | null => {
      const tally = regrets[name];
      return tally === null ? null : (tally.agents[i]?.total ?? 0) / tally.cycles;
    };
    return {
      id,
      first: agents.firstEndowments[i] as number,
      last: agents.lastAllocation[i] as number,
      paid: agents.paid[i] as Paid,
      payoff: agents.payoffs?.[i] ?? null,
      gain: participation?.gains[i] ?? null,
      worseOff: participation?.worseOff[i] ?? null,
      forwardRegret: mean('forwardRegretExAnte'),
      spotRegret: mean('spotRegretInterim'),
    };
  });

const shownRows = (rows: readonly Row[]): readonly Row[] => {
  if (rows.length <= MOST_ROWS) return rows;
  const moved = ({ paid }: Row): number => Math.abs(paid.forward) + Math.abs(paid.charges) + Math.abs(paid.spot);
  const order = rows.map((_, i) => i).sort((a, b) => moved(rows[b] as Row) - moved(rows[a] as Row) || a - b);
  const kept = new Set(order.slice(0, MOST_ROWS));
  const others = rows.filter((_, i) => !kept.has(i));
  return [...rows.filter((_, i) => kept.has(i)), together(others)];
};

/** Sums; of regrets the mean. */
const together = (rows: readonly Row[]): Row => {
  const sum = (of: (row: Row) => number | null): number | null =>
    rows.reduce<number | null>((all, row) => {
      const value = of(row);
      return all === null || value === null ? null : all + value;
    }, 0);
  const mean = (of: (row: Row) => number | null): number | null => {
    const all = sum(of);
    return all === null ? null : all / rows.length;
  };
  return {
    id: `the other ${count(rows.length)} together`,
    first: sum(({ first }) => first) as number,
    last: sum(({ last }) => last) as number,
    paid: {
      forward: sum(({ paid }) => paid.forward) as number,
      charges: sum(({ paid }) => paid.charges) as number,
      spot: sum(({ paid }) => paid.spot) as number,
    },
    payoff: sum(({ payoff }) => payoff),
    gain: sum(({ gain }) => gain),
    worseOff: sum(({ worseOff }) => worseOff),
    forwardRegret: mean(({ forwardRegret }) => forwardRegret),
    spotRegret: mean(({ spotRegret }) => spotRegret),
  };
};

interface GridProps {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const Grid = ({ caption, head, rows }: GridProps): JSX.Element => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than a small screen is scrolled with the arrow keys
  <section class="scroll" aria-label={caption.slice(0, caption.indexOf(','))} tabIndex={0}>
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([id, ...cells]) => (
          <tr key={id}>
            <th scope="row">
              <Name text={id as string} />
            </th>
            {cells.map((cell, c) => (
              <td key={head[c + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
