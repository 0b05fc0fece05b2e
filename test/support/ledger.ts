import type { MarketEvent } from '../../src/domain/events.ts';
import type { MarketState } from '../../src/engine/state.ts';
import { exact, exactSum, halfUlp, magnitude } from './exactMoney.ts';

/** Books kept in whole numbers beside a run: who holds how many units, who paid how much, and what rounding can have cost. */
export interface Ledger {
  /** Checks an event and the state after it, and throws where units or money got lost. */
  readonly take: (event: MarketEvent, after: MarketState) => void;
  /** Events at which money was conserved to the last bit because every payment so far was dyadic. */
  readonly exactEvents: () => number;
}

/** Multiples of 2^-30: sums of some thousand of them, of order 1, lose nothing. */
const isDyadic = (values: readonly number[]): boolean => values.every((x) => Number.isInteger(x * 2 ** 30));

const demand = (fact: boolean, what: string): void => {
  if (!fact) throw new Error(what);
};

export const createLedger = (supply: number): Ledger => {
  let cash: bigint[] = [];
  let operator = 0n;
  let moneyRounding = 0n;
  let unitRounding = 0n;
  let dyadicMoney = true;
  let exactEvents = 0;
  let cashSeen: readonly number[] = [];
  let operatorSeen = 0;

  const pay = (payments: readonly number[], after: MarketState): void => {
    dyadicMoney &&= isDyadic(payments);
    let till = operatorSeen;
    payments.forEach((payment, i) => {
      cash[i] = (cash[i] as bigint) - exact(payment);
      operator += exact(payment);
      // One subtraction for the agent, one addition for the operator.
      till += payment;
      moneyRounding += halfUlp((cashSeen[i] as number) - payment) + halfUlp(till);
    });
    cashSeen = after.cash;
    operatorSeen = after.operatorCash;
  };

  const checkUnits = (held: readonly number[], what: string): void => {
    const lost = magnitude(exactSum(held) - exact(supply));
    demand(isDyadic(held) ? lost === 0n : lost <= unitRounding, `${what} ${held} do not add up to the supply`);
    demand(
      held.every((x) => x >= 0),
      `${what} ${held} are negative`,
    );
  };

  const checkMoney = ({ cash: accounts, operatorCash }: MarketState): void => {
    demand(cash.reduce((sum, x) => sum + x, operator) === 0n, 'the books themselves do not balance');
    const drift = accounts.reduce(
      (sum, x, i) => sum + magnitude(exact(x) - (cash[i] as bigint)),
      magnitude(exact(operatorCash) - operator),
    );
    demand(drift <= moneyRounding, `accounts ${accounts} and ${operatorCash} drift from the books`);
    if (!dyadicMoney) return;
    demand(drift === 0n, `accounts ${accounts} of dyadic payments drift from the books`);
    exactEvents += 1;
  };

  return {
    take: (event, after) => {
      switch (event.kind) {
        case 'run-started':
          cash = event.agents.map(() => 0n);
          cashSeen = event.agents.map(() => 0);
          break;
        case 'cycle-started':
          checkUnits(event.endowments, 'endowments');
          break;
        case 'forward-cleared':
          // Each trade is rounded a few times to an ulp of the supply at most; what earlier cycles lost stays lost.
          unitRounding += exact(event.holdings.length * 4 * 2 ** -53 * supply);
          checkUnits(event.holdings, 'holdings');
          pay(
            event.payments.map((payment, i) => payment + (event.charges[i] as number)),
            after,
          );
          break;
        case 'spot-cleared':
          checkUnits(event.allocation, 'allocation');
          pay(event.payments, after);
          break;
        case 'spot-skipped':
          checkUnits(event.allocation, 'allocation');
          break;
        case 'cycle-closed':
          demand(
            event.cash.every((x, i) => x === after.cash[i]) && event.operatorCash === after.operatorCash,
            'the accounts that are published are not those of the state',
          );
          break;
        default:
          break;
      }
      checkMoney(after);
    },
    exactEvents: () => exactEvents,
  };
};
