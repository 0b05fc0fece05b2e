import { AGENT, CYCLE, type LogColumn, type LogTable } from './logTable.ts';

/** Tables with a row for each cycle and agent. */

const each = (name: string, field: string, comment: string): LogColumn => ({
  name,
  type: 'DOUBLE',
  comment,
  value: `unnest(${field})`,
});

const eachAgent = (name: string, comment: string, where: string, columns: readonly LogColumn[]): LogTable => ({
  name,
  comment,
  key: ['cycle', 'agent'],
  from: `each_cycle where ${where} is not null`,
  columns: [CYCLE, AGENT, ...columns],
});

/** Whether something else stood in place of the agent's own answer. */
const refusedIn = (market: 'forward' | 'spot', instead: string): LogColumn => ({
  name: 'refused',
  type: 'BOOLEAN',
  comment: `whether the agent’s own answer could not be used and its ${instead} stands instead: see the table refusals`,
  value: `unnest([list_contains(coalesce(${market}RefusedTo, []), id) for id in agents])`,
});

export const demands = eachAgent('demands', 'demands in the forward market; no rows where it was refused', 'demands', [
  each('demand', 'demands', 'units that the agent demands to hold'),
  refusedIn('forward', 'endowment'),
]);

export const holdings = eachAgent(
  'holdings',
  'who held how much before the forward market and after it',
  'endowments',
  [
    each('endowment', 'endowments', 'units at the beginning of the cycle'),
    each('holding', 'coalesce(holdings, endowments)', 'r_i: units after the forward market'),
    each('interior_holding', 'interiorHoldings', 'r*_i: units at the interior solution'),
    each('worst_off_type', 'worstOffTypes', 'money a unit: the agent’s worst-off type at the holdings'),
  ],
);

export const types = eachAgent('types', 'what a unit is worth to each agent; known to nobody else', 'types', [
  each('type', 'types', 'money a unit'),
]);

export const reports = eachAgent('reports', 'reports to the spot market; no rows where it did not operate', 'reports', [
  each('report', 'reports', 'money a unit that the agent says a unit is worth to it'),
  refusedIn('spot', 'type'),
]);

export const allocations = eachAgent('allocations', 'who was left with how much, and what came of it', 'allocation', [
  each('allocation', 'allocation', 'units after the spot market, the holding where it did not operate'),
  each(
    'payoff',
    'payoffs',
    'money: value of what is consumed at the true type, less all payments and charges of the cycle',
  ),
]);

export const payments = eachAgent(
  'payments',
  'payments from agent to market; negative: the agent receives',
  'endowments',
  [
    each('forward_payment', 'forwardPayments', 'money in the forward market, before charges'),
    each('charge', 'charges', 'money: the forward market’s charge'),
    each('spot_payment', 'spotPayments', 'money in the spot market; null where it did not operate'),
    each('cash', 'cash', 'money of the agent since the run began'),
  ],
);

export const regrets = eachAgent(
  'regrets',
  'what each agent could have gained by another answer; rows where the run measured it (run --measure)',
  'forwardRegretExAnte',
  [
    each('forward_ex_ante', 'forwardRegretExAnte', 'money: by the best demand, types and state unknown'),
    each('forward_interim', 'forwardRegretInterim', 'money: by the best demand, own type and state known'),
    each('forward_realized', 'forwardRegretRealized', 'money: by the best demand, in hindsight'),
    each('spot_interim', 'spotRegretInterim', 'money: by the best report, the others’ types unknown'),
    each('spot_realized', 'spotRegretRealized', 'money: by the best report, in hindsight'),
  ],
);
