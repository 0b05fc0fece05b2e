import type { PerAgent } from '../../src/domain/economy.ts';
import type { ForwardOutcome, ForwardRound } from '../../src/domain/markets.ts';
import { ration } from './ration.ts';

/** Clears demands by rationing the long side and charges each agent for what it gets; prices see the demands as submitted. Cost O(n). */
export const clearDemands = (
  demands: PerAgent,
  endowments: PerAgent,
  payment: ForwardRound['payment'],
): ForwardOutcome => {
  let netDemand = 0;
  for (let i = 0; i < demands.length; i++) netDemand += (demands[i] as number) - (endowments[i] as number);
  const holdings = ration(demands, endowments);
  const payments = new Array<number>(demands.length);
  let budget = 0;
  for (let i = 0; i < demands.length; i++) {
    const endowment = endowments[i] as number;
    const others = netDemand - ((demands[i] as number) - endowment);
    // 0 + x: a zero without a sign.
    payments[i] = 0 + payment(i, holdings[i] as number, others);
    budget += payments[i] as number;
  }
  return { holdings, payments, budget };
};
