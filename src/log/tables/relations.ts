/**
 * What the tables of a log are written on, in SQL. `lines` is a log as it was read: one row a line, in order, with the fields
 * below under their names in the log and null where a line has none; `rowid` is the place of the line. It ends where the log
 * stops being whole. A value that is hidden, a text where a number is expected, reads as null.
 */

const numbers = 'DOUBLE[]';

/** The fields that are read, with their types in SQL. */
export const FIELDS = {
  seq: 'BIGINT',
  kind: 'VARCHAR',
  cycle: 'BIGINT',
  scenario: 'JSON',
  seed: 'VARCHAR',
  agents: 'VARCHAR[]',
  version: 'VARCHAR',
  endowments: numbers,
  priceAtZero: 'DOUBLE',
  interiorHoldings: numbers,
  agent: 'VARCHAR',
  market: 'VARCHAR',
  reason: 'VARCHAR',
  instead: 'VARCHAR',
  demands: numbers,
  holdings: numbers,
  payments: numbers,
  charges: numbers,
  budget: 'DOUBLE',
  state: 'VARCHAR',
  types: numbers,
  worstOffTypes: numbers,
  expectedSurplus: 'DOUBLE',
  operates: 'BOOLEAN',
  mechanism: 'VARCHAR',
  reports: numbers,
  allocation: numbers,
  surplus: 'DOUBLE',
  welfare: 'DOUBLE',
  payoffs: numbers,
  firstBest: 'DOUBLE',
  cash: numbers,
  operatorCash: 'DOUBLE',
  forwardRegretExAnte: numbers,
  forwardRegretInterim: numbers,
  forwardRegretRealized: numbers,
  spotRegretInterim: numbers,
  spotRegretRealized: numbers,
  parent: 'VARCHAR',
  edits: 'JSON',
  stateHash: 'VARCHAR',
  prev: 'VARCHAR',
  hash: 'VARCHAR',
} as const;

/** Columns of `each_cycle` that are fields of one kind of event alone. */
const UNIQUE = [
  'endowments',
  'priceAtZero',
  'interiorHoldings',
  'demands',
  'holdings',
  'charges',
  'budget',
  'state',
  'types',
  'worstOffTypes',
  'expectedSurplus',
  'operates',
  'mechanism',
  'reports',
  'allocation',
  'surplus',
  'payoffs',
  'firstBest',
  'cash',
  'operatorCash',
  'forwardRegretExAnte',
  'forwardRegretInterim',
  'forwardRegretRealized',
  'spotRegretInterim',
  'spotRegretRealized',
] as const satisfies readonly (keyof typeof FIELDS)[];

const ofKind = (field: string, kind: string, name: string): string =>
  `any_value(${field}) filter (kind = '${kind}') as ${name}`;

/** Each relation with its definition; they build on `lines` and on those before them. */
export const RELATIONS: Readonly<Record<string, string>> = {
  /** One row: the event that started the run. */
  started: `select scenario, seed, agents, version from lines where kind = 'run-started'`,
  /** One row a cycle, everything that happened in it side by side; null where it has not happened. */
  each_cycle: `select cycle, (select agents from started) as agents, ${[
    ...UNIQUE.map((field) => `any_value(${field}) as ${field}`),
    ofKind('payments', 'forward-cleared', 'forwardPayments'),
    ofKind('payments', 'spot-cleared', 'spotPayments'),
    ofKind('reason', 'forward-refused', 'forwardRefused'),
    ofKind('reason', 'spot-skipped', 'spotSkipped'),
    ofKind('welfare', 'spot-cleared', 'reportedWelfare'),
    ofKind('welfare', 'cycle-closed', 'welfare'),
    ...['forward', 'spot'].map((market) => `list(agent) filter (market = '${market}') as ${market}RefusedTo`),
    `bool_or(kind = 'cycle-closed') as closed`,
  ].join(', ')} from lines where cycle > 0 group by cycle order by cycle`,
  /** One row an answer that could not be used. */
  refused: `select cycle, agent, market, reason, instead from lines where kind = 'answer-refused' order by rowid`,
};
