import type { Scenario } from '../../domain/scenario.ts';
import { LogError } from '../../log/LogError.ts';
import { describeEvent } from '../../timeline/describeEvent.ts';
import { type Moment, nextMoment } from '../../timeline/moment.ts';
import { describeEdit } from '../describeEdit.ts';
import { EXIT, UserFault } from '../failure.ts';
import { amountsLike, magnitudeOf, oneLine, print, printJson, table } from '../format.ts';
import { describeBreak, type OpenLog, openLog } from '../openLog.ts';
import { quantityScale } from '../quantityScale.ts';
import { shellWord } from '../shellWord.ts';

interface ShowOptions {
  readonly at?: number;
  readonly cycle?: number;
  readonly json?: boolean;
}

/** `forespot show`: the log is read as far as the moment, and no further. */
export const showCommand = async (path: string, { at, cycle, json }: ShowOptions): Promise<number> => {
  if (at !== undefined && cycle !== undefined) {
    throw new UserFault([
      'forespot: which moment? --at SEQ is just after an event, --cycle N just after a cycle closed; without either it is the last',
    ]);
  }
  const log = openLog(path);
  const found = await momentIn(log, ({ seq, event }) =>
    at === undefined ? event.kind === 'cycle-closed' && event.cycle === cycle : seq === at,
  );
  const wantsLast = at === undefined && cycle === undefined;
  const moment = 'last' in found && wantsLast && found.last !== null ? found.last : found;
  if ('last' in moment) {
    const { last } = moment;
    if (log.found.broken !== null) throw new LogError(describeBreak(log.file, log.found.broken), 'log');
    const closed = last === null ? 0 : closedCycles(last);
    throw new UserFault([
      at === undefined
        ? `--cycle ${cycle}: the log has ${closed === 0 ? 'no whole cycle' : `the cycles 1 to ${closed}`}`
        : `--at ${at}: the log has the events 0 to ${last?.seq}`,
    ]);
  }
  if (wantsLast && log.found.broken !== null) process.stderr.write(`${describeBreak(log.file, log.found.broken)}\n`);
  if (json === true) printJson(asJson(moment));
  else print(describe(moment, path));
  return EXIT.done;
};

const momentIn = async (
  log: OpenLog,
  fits: (moment: Moment) => boolean,
): Promise<Moment | { readonly last: Moment | null }> => {
  let moment: Moment | null = null;
  for await (const placed of log.events()) {
    moment = nextMoment(moment, placed);
    if (fits(moment)) return moment;
  }
  return { last: moment };
};

const closedCycles = ({ said, state }: Moment): number =>
  said.some(({ kind }) => kind === 'cycle-closed') ? state.cycle : Math.max(0, state.cycle - 1);

/** What each agent has, null for what is not known yet. */
const rowsOf = ({ state, said }: Moment) => {
  const given = new Map<string, number>();
  for (let one = state.submitted; one !== null; one = one.earlier) given.set(one.agent, one.value);
  const inForward = state.phase === 'forward open';
  const cleared = said.find((event) => event.kind === 'forward-cleared');
  return state.agents.map((id, i) => ({
    agent: id,
    endowment: state.endowments[i] ?? null,
    demand: state.demands[i] ?? (inForward ? given.get(id) : undefined) ?? null,
    holding: state.holdings[i] ?? null,
    type: state.types[i] ?? null,
    report: state.reports[i] ?? (inForward ? undefined : given.get(id)) ?? null,
    allocation: state.allocation[i] ?? null,
    forwardPayment: cleared?.payments[i] ?? null,
    charge: cleared?.charges[i] ?? null,
    spotPayment: said.some(({ kind }) => kind === 'spot-cleared') ? (state.spotPayments[i] ?? null) : null,
    cash: state.cash[i] ?? 0,
  }));
};

const pricesOf = ({ said }: Moment) => {
  const opened = said.find((event) => event.kind === 'forward-opened');
  const spot = said.find((event) => event.kind === 'spot-opened');
  return {
    priceAtZero: opened?.priceAtZero ?? null,
    interiorHoldings: opened?.interiorHoldings ?? null,
    worstOffTypes: spot?.worstOffTypes ?? null,
    expectedSurplus: spot?.expectedSurplus ?? null,
    operates: spot?.operates ?? null,
  };
};

const asJson = (moment: Moment) => {
  const { seq, event, state } = moment;
  const { cycle, phase, aggregateState, operatorCash, edits, scenario } = state;
  return {
    seq,
    event,
    cycle,
    phase,
    state: aggregateState,
    ...pricesOf(moment),
    agents: rowsOf(moment),
    operatorCash,
    forward: scenario?.forward ?? null,
    spot: scenario?.spot ?? null,
    edits,
  };
};

const MOST_ROWS = 40;

const describe = (moment: Moment, path: string): string => {
  const { seq, event, state } = moment;
  const scenario = state.scenario as Scenario;
  const { quantity, money } = scenario.units;
  const rows = rowsOf(moment);
  const { priceAtZero, expectedSurplus, operates } = pricesOf(moment);
  const unit = amountsLike(quantityScale(scenario));
  const price = amountsLike(scenario.agents[0]?.type.max ?? 1);
  const paid = rows.map(({ forwardPayment, charge, spotPayment, cash }) => [
    forwardPayment ?? 0,
    charge ?? 0,
    spotPayment ?? 0,
    cash,
  ]);
  const coin = amountsLike(magnitudeOf(...paid));
  const cell = (write: (amount: number) => string, amount: number | null): string =>
    amount === null ? '-' : write(amount);
  const shown = rows.slice(0, MOST_ROWS);
  const charges = rows.some(({ charge }) => charge !== null && charge !== 0);
  const place = state.cycle === 0 ? '' : `, cycle ${state.cycle} of ${scenario.cycles}`;
  return [
    `event ${seq}: ${event.kind}${place}; ${state.phase}`,
    oneLine(describeEvent(event, scenario)),
    '',
    table(
      [
        'agent',
        'endowment',
        'demand',
        'holding',
        'paid forward',
        ...(charges ? ['charge'] : []),
        'type',
        'report',
        'allocation',
        'paid spot',
        'cash',
      ],
      shown.map((row) => [
        row.agent,
        cell(unit, row.endowment),
        cell(unit, row.demand),
        cell(unit, row.holding),
        cell(coin, row.forwardPayment),
        ...(charges ? [cell(coin, row.charge)] : []),
        cell(price, row.type),
        cell(price, row.report),
        cell(unit, row.allocation),
        cell(coin, row.spotPayment),
        coin(row.cash),
      ]),
    ),
    ...(rows.length > MOST_ROWS ? [`... and ${rows.length - MOST_ROWS} more agents; --json has all`] : []),
    `in ${quantity} and ${money}; operator's cash ${coin(state.operatorCash)}${state.aggregateState === null ? '' : `; state ${state.aggregateState}`}`,
    ...(priceAtZero === null ? [] : [`forward market: price ${price(priceAtZero)} a unit at the interior holdings`]),
    ...(expectedSurplus === null
      ? []
      : [`spot market: ${operates === true ? 'operates' : 'stays shut'}, expected surplus ${coin(expectedSurplus)}`]),
    ...(state.edits.length === 0
      ? []
      : [`set by a fork: ${state.edits.map((edit) => describeEdit(edit, scenario)).join('; ')}`]),
    '',
    'next:',
    `  npx forespot fork ${shellWord(path)} --at ${Math.max(1, seq)} --set ... --out ...`,
  ].join('\n');
};
