import type { PerAgent } from '../domain/economy.ts';
import type { Round } from './round.ts';

/** Unit roundoff of a double: one operation errs by at most this share of its result. */
const U = 2 ** -53;
/** For what first-order counting of roundings leaves out; n U is far below a hundredth. */
const SECOND_ORDER = 1.01;

/** By how much sums that should agree differ at most over a run, and by how much rounding alone may let them. */
export interface Discrepancy {
  readonly largest: number;
  readonly bound: number;
  /** False where some cycle's difference is above that cycle's own bound. */
  readonly within: boolean;
}

export interface Books {
  /** Payments against the budget and the surplus that the markets declared, a cycle. Money. */
  readonly payments: Discrepancy;
  /** What the operator's account gained in a cycle against the payments and charges of the cycle. Money. */
  readonly till: Discrepancy;
  /** All accounts together, which hold nothing, since the run began. Money. */
  readonly accounts: Discrepancy;
  /** Holdings and allocations against the supply. Units. */
  readonly units: Discrepancy;
}

/**
 * Adds up a run again. With A the sum of the absolute amounts of a cycle and of what stood in the till before, no partial sum is
 * above A, so each of its additions errs by at most U A; counting additions gives the bounds. O(n) a cycle.
 */
export const createBooks = (): { readonly take: (round: Round) => void; readonly books: () => Books } => {
  const [payments, till, accounts, units] = [discrepancy(), discrepancy(), discrepancy(), discrepancy()];
  let before = 0;
  let moneyLost = 0;
  let unitsLost = 0;
  return {
    take: ({ endowments, scenario, forward, spotPayments, allocation, surplus, cash, operatorCash }) => {
      const n = endowments.length;
      const { supply } = scenario;
      const forwardPayments = forward?.payments ?? [];
      const charges = forward?.charges ?? [];
      const spot = spotPayments ?? [];
      const [forwardSize, spotSize, chargeSize] = [size(forwardPayments), size(spot), size(charges)];
      // Their sum and ours: n additions each.
      payments.take(sum(forwardPayments) - (forward?.budget ?? 0), rounded(2 * n, forwardSize));
      payments.take(sum(spot) - surplus, rounded(2 * n, spotSize));

      const all = Math.abs(before) + forwardSize + chargeSize + spotSize;
      const taken = sum(forwardPayments) + sum(charges) + sum(spot);
      // Theirs: n sums of payment and charge, 2 n additions to the till; ours: 3 n, and three differences.
      till.take(operatorCash - before - taken, rounded(6 * n + 3, all));

      // Three roundings an agent, of amounts not above its account and its payments; theirs of the till as above.
      moneyLost += rounded(3 * n, all) + rounded(3, size(cash) + forwardSize + chargeSize + spotSize);
      accounts.take(sum(cash) + operatorCash, moneyLost + rounded(n + 1, size(cash) + Math.abs(operatorCash)));

      // A trade is rounded a few times to an ulp of the supply at most, in either market; what a cycle loses stays lost.
      unitsLost += rounded(8 * n, supply);
      for (const held of [forward?.holdings ?? endowments, allocation])
        units.take(sum(held) - supply, unitsLost + rounded(n, supply));
      before = operatorCash;
    },
    books: () => ({
      payments: payments.found(),
      till: till.found(),
      accounts: accounts.found(),
      units: units.found(),
    }),
  };
};

const discrepancy = () => {
  let found: Discrepancy = { largest: 0, bound: 0, within: true };
  return {
    take: (difference: number, bound: number): void => {
      const off = Math.abs(difference);
      found = {
        largest: Math.max(found.largest, off),
        bound: Math.max(found.bound, bound),
        within: found.within && off <= bound,
      };
    },
    found: (): Discrepancy => found,
  };
};

const rounded = (operations: number, amount: number): number => SECOND_ORDER * operations * U * amount;
export const sum = (values: PerAgent): number => values.reduce((all, value) => all + value, 0);
const size = (values: PerAgent): number => values.reduce((all, value) => all + Math.abs(value), 0);
