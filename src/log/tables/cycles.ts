import { CYCLE, type LogTable } from './logTable.ts';

const held = 'coalesce(holdings, endowments)';

export const cycles: LogTable = {
  name: 'cycles',
  comment: 'one row a cycle that began; null where something has not happened, or not yet',
  key: ['cycle'],
  from: 'each_cycle',
  columns: [
    CYCLE,
    { name: 'state', type: 'VARCHAR', comment: 'the state of demand, null where there are no states', value: 'state' },
    {
      name: 'price_at_zero',
      type: 'DOUBLE',
      comment: 'money a unit at the interior solution: the interior worst-off type, or the price',
      value: 'priceAtZero',
    },
    {
      name: 'forward_payments',
      type: 'DOUBLE',
      comment: 'money: sum of the forward payments of all agents, before charges; a deficit is negative',
      value: 'budget',
    },
    {
      name: 'charges',
      type: 'DOUBLE',
      comment: 'money: sum of the forward charges of all agents',
      value: 'list_sum(charges)',
    },
    {
      name: 'forward_refused',
      type: 'VARCHAR',
      comment: 'why the forward market could not open, null where it did',
      value: 'forwardRefused',
    },
    { name: 'mechanism', type: 'VARCHAR', comment: 'the spot market’s mechanism', value: 'mechanism' },
    {
      name: 'expected_surplus',
      type: 'DOUBLE',
      comment: 'money: expected sum of the spot payments, before types were known',
      value: 'expectedSurplus',
    },
    { name: 'operates', type: 'BOOLEAN', comment: 'whether the spot market operated', value: 'operates' },
    {
      name: 'spot_skipped',
      type: 'VARCHAR',
      comment: 'why the spot market did not operate, null where it did',
      value: 'spotSkipped',
    },
    {
      name: 'spot_payments',
      type: 'DOUBLE',
      comment: 'money: sum of the spot payments of all agents',
      value: 'surplus',
    },
    {
      name: 'reported_welfare',
      type: 'DOUBLE',
      comment: 'money: value of the spot allocation at the reported types',
      value: 'reportedWelfare',
    },
    { name: 'welfare', type: 'DOUBLE', comment: 'money: value of the allocation at the true types', value: 'welfare' },
    {
      name: 'first_best',
      type: 'DOUBLE',
      comment: 'money: the most that any allocation is worth at the true types',
      value: 'firstBest',
    },
    {
      name: 'efficiency',
      type: 'DOUBLE',
      comment: 'welfare / first_best, a share; 1 where the first best is 0',
      value: 'if(firstBest = 0, 1, welfare / firstBest)',
    },
    {
      name: 'distance_to_interior',
      type: 'DOUBLE',
      comment: 'sum of |r_i - r*_i| / (2 S): the share of the supply that is not where it should be, in [0, 1]',
      value: `list_sum([abs(pair[1] - pair[2]) for pair in list_zip(${held}, interiorHoldings)]) / (2 * (select (scenario->>'$.supply')::DOUBLE from started))`,
    },
    {
      name: 'operator_cash',
      type: 'DOUBLE',
      comment: 'money of the operator since the run began',
      value: 'operatorCash',
    },
    { name: 'closed', type: 'BOOLEAN', comment: 'whether the cycle closed', value: 'closed' },
  ],
};
