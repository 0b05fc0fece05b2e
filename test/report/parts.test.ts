import { expect, test } from 'vitest';
import { parseScenario } from '../../scenarios/parseScenario.ts';
import { createBooks } from '../../src/report/books.ts';
import { createChooser } from '../../src/report/chooseCycles.ts';
import { createRegretTally } from '../../src/report/regrets.ts';
import type { Round } from '../../src/report/round.ts';

const parsed = parseScenario(
  `name: two
agents:
  - { id: a, maxDemand: 1, endowment: 1, type: { family: uniform, min: 0, max: 1 } }
  - { id: b, maxDemand: 1, endowment: 0, type: { family: uniform, min: 0, max: 1 } }
`,
  { file: 'two.yaml', readColumn: () => ({ error: 'none' }) },
);
if (!('scenario' in parsed)) throw new Error('the scenario is sound');

/** Cycle 1 by hand, on a grid of 1/64: b buys half forward for 1/4, a is paid 3/8, b pays 1/8 more spot. */
const round: Round = {
  cycle: 1,
  scenario: parsed.scenario,
  endowments: [1, 0],
  refused: null,
  forward: { demands: [0.5, 0.5], holdings: [0.5, 0.5], payments: [-0.375, 0.25], charges: [0, 0.125], budget: -0.125 },
  state: null,
  types: [0.25, 0.75],
  worstOffTypes: [0.5, 0.5],
  expectedSurplus: 0.125,
  operates: true,
  reports: [0.25, 0.75],
  allocation: [0, 1],
  spotPayments: [-0.125, 0.25],
  surplus: 0.125,
  payoffs: [0.5, 0.125],
  welfare: 0.75,
  firstBest: 0.75,
  cash: [0.5, -0.625],
  operatorCash: 0.125,
};

test('books on dyadic amounts balance to the last bit', () => {
  const books = createBooks();
  books.take(round);
  const { payments, till, accounts, units } = books.books();
  for (const each of [payments, till, accounts, units]) expect(each).toMatchObject({ largest: 0, within: true });
});

test.each([
  ['a payment', { surplus: 0.125 + 2 ** -40 }, 'payments'],
  ['the till', { operatorCash: 0.125 + 2 ** -40 }, 'till'],
  ['an account', { cash: [0.5 + 2 ** -40, -0.625] }, 'accounts'],
  ['a unit', { allocation: [2 ** -40, 1] }, 'units'],
] as const)('%s that is off by a trillionth is found', (_, change, name) => {
  const books = createBooks();
  books.take({ ...round, ...change });
  expect(books.books()[name].within).toBe(false);
  expect(books.books()[name].largest).toBeGreaterThanOrEqual(2 ** -40);
});

const at = (cycle: number, welfare: number, operatorCash = 0): Round => ({ ...round, cycle, welfare, operatorCash });
const shown = (rounds: readonly Round[], choice: Parameters<typeof createChooser>[0] = 'telling') => {
  const chooser = createChooser(choice);
  for (const each of rounds) chooser.take(each);
  return chooser.shown().map(({ round: { cycle }, why }) => `${cycle}: ${why}`);
};

test('first, most wasteful and last cycle are shown', () => {
  const why = 'of all cycles the one with the lowest welfare against the first best, 50.0%';
  expect(shown([at(1, 0.75), at(2, 0.375), at(3, 0.5), at(4, 0.75)])).toEqual([
    '1: the first',
    `2: ${why}`,
    '4: the last',
  ]);
  expect(shown([at(1, 0.75), at(2, 0.375)])).toEqual(['1: the first', `2: the last, and ${why}`]);
});

test('where no cycle wastes anything, the one in which the operator did worst is shown', () => {
  const rounds = [at(1, 0.75, 1), at(2, 0.75, 0.5), at(3, 0.75, 1.5)];
  expect(shown(rounds)[1]).toBe('2: no cycle lost welfare; in this one the operator’s account did worst');
});

test('cycles that are asked for are shown, and one cycle once', () => {
  expect(shown([at(1, 0.75), at(2, 0.75), at(3, 0.75)], [3, 2])).toEqual(['2: as asked', '3: as asked']);
  expect(shown([at(1, 0.75)])).toEqual(['1: the only one']);
});

test('a tally of regrets knows who could have gained most, when, and how often', () => {
  const tally = createRegretTally(0.01);
  tally.take(1, [0, 0.25]);
  tally.take(2, [0.005, 0.5]);
  tally.take(3, [0, 0.25]);
  expect(tally.found()).toEqual({
    cycles: 3,
    worst: 1,
    agents: [
      { total: 0.005, largest: 0.005, cycle: 2, cycles: 0 },
      { total: 1, largest: 0.5, cycle: 2, cycles: 3 },
    ],
  });
  expect(createRegretTally(1).found()).toBeNull();
});
