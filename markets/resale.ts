import type { ForwardMarket, ForwardRound, SpotMarket } from '../src/domain/markets.ts';

/**
 * Markets of a cycle after which a unit that is kept is worth `value` (beta mu_{t+1}) on top of its use, to everybody alike.
 *
 * Forward, P becomes P + value: going from e to x costs value (x - e) more. Charges stay: every unit of the path costs that much
 * more, in the payments and in the price that linear charges lead to, and whoever keeps its endowment keeps its resale value.
 *
 * The spot market runs on type plus value with the outside option min(r, k) type + value r. The allocation, the worst-off types
 * and the surplus stay, and T_i becomes T_i + value (Q_i - r_i): units change hands at their resale value on top. For VCG that is
 * the mechanism run on the shifted types, profile by profile; for AGV it is so in every interim expectation, and payments still
 * add up to zero, while each unit is paid for as it moves and not as it was expected to.
 */

/** Value in money per unit. */
export const forwardWithResale = ({ profile, open }: ForwardMarket, value: number): ForwardMarket => ({
  profile,
  open: (endowments) => {
    const round = open(endowments);
    return 'refused' in round ? round : roundWithResale(round, endowments, value);
  },
});

/** One round of it, opened on the endowments. */
export const roundWithResale = (round: ForwardRound, endowments: readonly number[], value: number): ForwardRound => {
  const extra = (i: number, holding: number): number => value * (holding - (endowments[i] as number));
  return {
    ...round,
    priceAtZero: round.priceAtZero + value,
    clear: (demands) => {
      const { holdings, payments } = round.clear(demands);
      // 0 + x: a zero without a sign.
      const paid = payments.map((payment, i) => 0 + (payment + extra(i, holdings[i] as number)));
      return { holdings, payments: paid, budget: paid.reduce((sum, payment) => sum + payment, 0) };
    },
    payment: (i, holding, others) => round.payment(i, holding, others) + extra(i, holding),
    marginalPrice: (i, holding, others) => round.marginalPrice(i, holding, others) + value,
  };
};

/** Value in money per unit. */
export const spotWithResale = ({ profile, open }: SpotMarket, value: number): SpotMarket => ({
  profile,
  open: (holdings) => {
    const round = open(holdings);
    return {
      ...round,
      clear: (reports) => {
        const outcome = round.clear(reports);
        const payments = outcome.payments.map(
          (payment, i) => 0 + (payment + value * ((outcome.allocation[i] as number) - (holdings[i] as number))),
        );
        return { ...outcome, payments, surplus: payments.reduce((sum, payment) => sum + payment, 0) };
      },
    };
  },
});
