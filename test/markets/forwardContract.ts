import fc from 'fast-check';
import { expect } from 'vitest';
import type { PerAgent } from '../../src/domain/economy.ts';
import type { ForwardMarket, ForwardRound } from '../../src/domain/markets.ts';
import { autarkyPayoff, spotPayoff } from '../../src/theory/spotPayoff.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import type { Theory } from '../../src/theory/theory.ts';
import type { Check } from '../support/contract.ts';
import { type TheoryName, theories } from '../support/economies.ts';
import { exact, exactSum, magnitude } from '../support/exactMoney.ts';
import { integral } from '../support/quadrature.ts';

/** Where on its prices an agent's purchase starts, which is all that tells priced rules apart. */
export type Start = (question: {
  readonly theory: Theory;
  readonly agent: number;
  readonly endowment: number;
  readonly netDemandOfOthers: number;
}) => number;

export interface ForwardSubject {
  readonly make: (theory: Theory) => ForwardMarket;
  /** P for given endowments, and where on it a purchase starts; null for a market that asks nobody. */
  readonly prices: ((theory: Theory, endowments: PerAgent) => (y: number) => number) | null;
  readonly start: Start;
  /** Share of the spot surplus that each agent receives. */
  readonly shares: (theory: Theory) => PerAgent;
}

/** Tabulated prices, integrated: 1e-13 of the support by their own account, times what a test adds up. */
export const FORWARD_ROUNDING = 1e-10;
/** 64 panels of a rule that is exact on cubics, over prices with a handful of kinks: h^2 times the jumps of the slope. */
const INTEGRAL_ERROR = 2e-4;
const EXAMPLES = { numRuns: 12 };
const NAMES = Object.keys(theories) as TheoryName[];

/** Every promise of a forward market's declared profile, checked against what the market does. */
export const forwardContract = (subject: ForwardSubject): readonly Check[] => {
  const { pricing, equilibrium, budget, participation } = subject.make(theories.bilateral()).profile;
  const checks: Check[] = [
    { name: 'it opens with the interior solution', run: () => opensAtInterior(subject) },
    { name: 'no unit is lost or made', run: () => conservesUnits(subject) },
    { name: 'nobody trades more than it asked for, or the other way', run: () => keepsToDemands(subject) },
    { name: 'the budget is what the payments add up to', run: () => addsUpBudget(subject) },
  ];
  checks.push({
    name: 'quoted payments are those charged, and marginal prices their slopes',
    run: () => quotes(subject),
  });
  if (pricing === 'none')
    checks.push({ name: 'nobody is asked, and nobody trades or pays', run: () => asksNobody(subject) });
  else
    checks.push({
      name: 'payments are the integral of the price over what is bought',
      run: () => integratesPrices(subject),
    });
  if (equilibrium === 'nash' || equilibrium === 'dominant') {
    checks.push({ name: 'nobody gains by leaving r* alone, demands met in full', run: () => isNash(subject) });
    checks.push({
      name: 'nobody gains by leaving r* alone, the long side rationed',
      run: () => isNashRationed(subject),
    });
  }
  if (equilibrium === 'dominant') {
    checks.push({
      name: 'the demands of others change no price, and r* is best whatever they are',
      run: () => isDominant(subject),
    });
  }
  if (equilibrium === 'none' && pricing !== 'none') {
    checks.push({ name: 'somebody gains by leaving r*', run: () => isNoEquilibrium(subject) });
  }
  if (budget === 'balanced')
    checks.push({ name: 'on the path payments and charges add up to zero', run: () => balances(subject) });
  if (budget === 'deficit')
    checks.push({ name: 'on the path the market pays more than it takes in', run: () => runsDeficit(subject) });
  if (participation === 'ex ante')
    checks.push({ name: 'on the path nobody loses by taking part', run: () => isVoluntary(subject) });
  return checks;
};

/** All endowments with one owner, the interior solution, one in between, and one close to it, where the paper's hulls are narrow. */
export const endowmentsOf = ({ supply, maxDemands, interiorHoldings }: Theory): readonly PerAgent[] => [
  ...maxDemands.map((_, owner) => maxDemands.map((_k, i) => (i === owner ? supply : 0))),
  interiorHoldings,
  interiorHoldings.map((r, i) => r / 2 + (i === 0 ? supply / 2 : 0)),
  interiorHoldings.map((r, i) => (31 * r + (i === 0 ? supply : 0)) / 32),
];

export const opened = (round: ReturnType<ForwardMarket['open']>): ForwardRound => {
  if ('refused' in round) throw new Error(`the market did not open: ${round.refused}`);
  return round;
};

/** Rounds of all economies and endowments that open. */
function* rounds({ make }: ForwardSubject): Generator<{ theory: Theory; endowments: PerAgent; round: ForwardRound }> {
  let open = 0;
  for (const name of NAMES) {
    const theory = theories[name]();
    const market = make(theory);
    for (const endowments of endowmentsOf(theory)) {
      const round = market.open(endowments);
      if ('refused' in round) continue;
      open += 1;
      yield { theory, endowments, round };
    }
  }
  // A suite that meets no market finds no fault in it.
  expect(open, 'rounds that opened').toBeGreaterThan(5);
}

/** Dyadic demands: nothing, sellAll and what is between. */
const demandsFor = ({ supply, maxDemands }: Theory): fc.Arbitrary<number[]> =>
  fc.array(
    fc.oneof(
      fc.nat({ max: 64 }).map((k) => (supply * k) / 64),
      fc.constantFrom(0, supply),
    ),
    { minLength: maxDemands.length, maxLength: maxDemands.length },
  );

const opensAtInterior = (subject: ForwardSubject): void => {
  for (const { theory, round } of rounds(subject)) {
    expect(sum(round.interiorHoldings)).toBeCloseTo(theory.supply, 12);
    expect(round.interiorHoldings).toEqual(theory.interiorHoldings);
    expect(round.priceAtZero).toBeCloseTo(theory.commonWorstOffType, 10);
    expect(round.charges).toHaveLength(theory.maxDemands.length);
  }
};

const conservesUnits = (subject: ForwardSubject): void => {
  for (const { theory, endowments, round } of rounds(subject)) {
    fc.assert(
      fc.property(demandsFor(theory), (demands) => {
        const { holdings } = round.clear(demands);
        // Each of n trades is rounded a few times to at most an ulp of the supply.
        const allowed = exact(holdings.length * 4 * 2 ** -53 * theory.supply);
        expect(magnitude(exactSum(holdings) - exactSum(endowments)) <= allowed, `units of ${holdings}`).toBe(true);
        expect(holdings.every((held) => held >= 0 && !Object.is(held, -0))).toBe(true);
      }),
      EXAMPLES,
    );
  }
};

const keepsToDemands = (subject: ForwardSubject): void => {
  for (const { theory, endowments, round } of rounds(subject)) {
    fc.assert(
      fc.property(demandsFor(theory), (demands) => {
        round.clear(demands).holdings.forEach((held, i) => {
          const [e, x] = [endowments[i] as number, demands[i] as number];
          expect(held).toBeGreaterThanOrEqual(Math.min(e, x));
          expect(held).toBeLessThanOrEqual(Math.max(e, x));
        });
      }),
      EXAMPLES,
    );
  }
};

const addsUpBudget = (subject: ForwardSubject): void => {
  for (const { theory, round } of rounds(subject)) {
    fc.assert(
      fc.property(demandsFor(theory), (demands) => {
        const { payments, budget } = round.clear(demands);
        expect(budget).toBe(sum(payments));
        expect([...payments, ...round.charges, budget].every((x) => Number.isFinite(x) && !Object.is(x, -0))).toBe(
          true,
        );
      }),
      EXAMPLES,
    );
  }
};

/** What the market quotes is what it charges, dearer from unit to unit, and its marginal price is the slope. */
const quotes = (subject: ForwardSubject): void => {
  for (const { theory, endowments, round } of rounds(subject)) {
    fc.assert(
      fc.property(demandsFor(theory), fc.nat({ max: theory.maxDemands.length - 1 }), (demands, i) => {
        const { holdings, payments } = round.clear(demands);
        const others = sum(demands) - sum(endowments) - ((demands[i] as number) - (endowments[i] as number));
        const [held, paid] = [holdings[i] as number, payments[i] as number];
        expect(Math.abs(round.payment(i, held, others) - paid), 'quoted less charged').toBeLessThan(FORWARD_ROUNDING);
        // A convex function lies above its tangents: this is the slope's proof and convexity's.
        const slope = round.marginalPrice(i, held, others);
        for (const share of [0, 1 / 4, 1 / 2, 3 / 4, 1]) {
          const there = share * theory.supply;
          const above = round.payment(i, there, others) - (paid + slope * (there - held));
          expect(above, `payment for ${there} over the tangent at ${held}`).toBeGreaterThan(-FORWARD_ROUNDING);
        }
      }),
      EXAMPLES,
    );
  }
};

const asksNobody = (subject: ForwardSubject): void => {
  for (const { theory, endowments, round } of rounds(subject)) {
    expect(round.asksForDemands).toBe(false);
    expect(round.clear(theory.interiorHoldings).holdings).toEqual(endowments);
    expect([...round.clear(theory.interiorHoldings).payments, ...round.charges].every((x) => x === 0)).toBe(true);
  }
};

/** What agent i pays for going to `to`, the demands of the others being X_-i in sum: by quadrature of the price. */
const paymentOf = ({ prices, start }: ForwardSubject, theory: Theory, endowments: PerAgent) => {
  if (prices === null) throw new Error('a market without prices');
  const price = prices(theory, endowments);
  return (agent: number, to: number, netDemandOfOthers: number): number => {
    const endowment = endowments[agent] as number;
    const from = start({ theory, agent, endowment, netDemandOfOthers });
    const end = from + to - endowment;
    // Prices may jump at 0 between two straight pieces: no panel straddles it.
    return Math.min(from, end) < 0 && Math.max(from, end) > 0
      ? integral(price, from, 0) + integral(price, 0, end)
      : integral(price, from, end);
  };
};

const integratesPrices = (subject: ForwardSubject): void => {
  for (const { theory, endowments, round } of rounds(subject)) {
    expect(round.asksForDemands).toBe(true);
    const payment = paymentOf(subject, theory, endowments);
    fc.assert(
      fc.property(demandsFor(theory), (demands) => {
        const { holdings, payments } = round.clear(demands);
        const net = sum(demands) - sum(endowments);
        payments.forEach((paid, i) => {
          const others = net - ((demands[i] as number) - (endowments[i] as number));
          const expected = payment(i, holdings[i] as number, others);
          expect(Math.abs(paid - expected), `payment ${paid} of agent ${i}, integral ${expected}`).toBeLessThan(
            INTEGRAL_ERROR,
          );
        });
      }),
      { numRuns: 6 },
    );
  }
};

const GRID = Array.from({ length: 400 }, (_, k) => k / 399);

/**
 * pi_i(x) - payment for every demand of a grid and for r*_i, by eq. (3): demands are met in full and the spot market operates.
 * The payment is built up along the grid, cell by cell.
 */
const payoffs = (subject: ForwardSubject, theory: Theory, endowments: PerAgent, i: number, others: number) => {
  const price = (subject.prices as NonNullable<ForwardSubject['prices']>)(theory, endowments);
  const [endowment, best] = [endowments[i] as number, theory.interiorHoldings[i] as number];
  const from = subject.start({ theory, agent: i, endowment, netDemandOfOthers: others });
  const demands = [...GRID.map((share) => share * theory.supply), best].sort((a, b) => a - b);
  let paid = 0;
  const all = demands.map((demand, j) => {
    const before = demands[j - 1] ?? 0;
    const y = (x: number): number => from + x - endowment;
    paid += integral(price, y(before), y(demand), 2);
    return { demand, payoff: spotPayoff(theory, i, demand) - paid };
  });
  return { all, atBest: all.find(({ demand }) => demand === best)?.payoff as number };
};

/** The cells' own error: two panels of three points on prices that bend inside one of them. */
const CELL_ERROR = 1e-7;

const isNash = (subject: ForwardSubject): void => {
  for (const { theory, endowments } of rounds(subject)) {
    theory.interiorHoldings.forEach((r, i) => {
      const others = (endowments[i] as number) - r;
      const { all, atBest } = payoffs(subject, theory, endowments, i, others);
      for (const { demand, payoff } of all) {
        expect(payoff - atBest, `gain of agent ${i} by demanding ${demand} and not ${r}`).toBeLessThan(CELL_ERROR);
      }
    });
  }
};

/** The payoff of clearing as it is, the spot market operating. */
const rationedPayoff = (theory: Theory, round: ForwardRound, demands: PerAgent, i: number): number => {
  const { holdings, payments } = round.clear(demands);
  return spotPayoff(theory, i, holdings[i] as number) - (payments[i] as number);
};

const isNashRationed = (subject: ForwardSubject): void => {
  for (const { theory, round } of rounds(subject)) {
    theory.interiorHoldings.forEach((_, i) => {
      const honest = rationedPayoff(theory, round, theory.interiorHoldings, i);
      for (const share of GRID) {
        const demands = theory.interiorHoldings.with(i, share * theory.supply);
        const gain = rationedPayoff(theory, round, demands, i) - honest;
        expect(gain, `gain of agent ${i} by demanding ${demands[i]}`).toBeLessThan(FORWARD_ROUNDING);
      }
    });
  }
};

const isDominant = (subject: ForwardSubject): void => {
  for (const { theory, endowments, round } of rounds(subject)) {
    theory.interiorHoldings.forEach((r, i) => {
      for (const others of [-theory.supply, -0.25, 0, 0.25, theory.supply * 2]) {
        const { all, atBest } = payoffs(subject, theory, endowments, i, others);
        for (const { demand, payoff } of all) {
          if (Math.abs(demand - r) < 0.01 * theory.supply) continue;
          expect(payoff - atBest, `gain of agent ${i} by demanding ${demand} and not ${r}`).toBeLessThan(0);
        }
      }
    });
    // The market itself: who is not rationed pays the same for the same, whatever the others do.
    const sellAll = 0;
    fc.assert(
      fc.property(demandsFor(theory), demandsFor(theory), fc.nat({ max: theory.maxDemands.length - 1 }), (a, b, i) => {
        const paid = [a, b].map((demands) => {
          const { holdings, payments } = round.clear(demands.with(i, sellAll));
          return holdings[i] === sellAll ? payments[i] : null;
        });
        fc.pre(paid[0] !== null && paid[1] !== null);
        expect(paid[0], 'payment for the same trade').toBe(paid[1]);
      }),
      { numRuns: 25, maxSkipsPerRun: 1000 },
    );
  }
};

/** As much as no rounding explains. */
const NOTICEABLE = 0.001;

const isNoEquilibrium = (subject: ForwardSubject): void => {
  const gains: number[] = [];
  for (const { theory, endowments } of rounds(subject)) {
    theory.interiorHoldings.forEach((r, i) => {
      const { all, atBest } = payoffs(subject, theory, endowments, i, (endowments[i] as number) - r);
      gains.push(Math.max(...all.map(({ payoff }) => payoff)) - atBest);
    });
  }
  expect(Math.max(...gains), 'the largest gain').toBeGreaterThan(NOTICEABLE);
};

const onPath = (theory: Theory, endowments: PerAgent, round: ForwardRound) =>
  round.clear(round.asksForDemands ? theory.interiorHoldings : endowments);

const balances = (subject: ForwardSubject): void => {
  for (const { theory, endowments, round } of rounds(subject)) {
    const total = onPath(theory, endowments, round).budget + sum(round.charges);
    expect(Math.abs(total), `payments and charges from endowments ${endowments}`).toBeLessThan(FORWARD_ROUNDING);
  }
};

const runsDeficit = (subject: ForwardSubject): void => {
  for (const { theory, endowments, round } of rounds(subject)) {
    const total = onPath(theory, endowments, round).budget + sum(round.charges);
    const trades = endowments.some((e, i) => Math.abs(e - (theory.interiorHoldings[i] as number)) > 1e-9);
    // Of second order in what is traded: small where endowments are close to r*.
    if (trades) expect(total, `payments and charges from endowments ${endowments}`).toBeLessThan(-1e-6);
    else expect(Math.abs(total)).toBeLessThan(FORWARD_ROUNDING);
  }
};

const isVoluntary = (subject: ForwardSubject): void => {
  for (const { theory, endowments, round } of rounds(subject)) {
    const { holdings, payments } = onPath(theory, endowments, round);
    const { spotPayoffs, expectedSurplus, operates } = spotProspect(theory, holdings);
    const shares = subject.shares(theory);
    holdings.forEach((held, i) => {
      const spot = operates
        ? (spotPayoffs[i] as number) + (shares[i] as number) * expectedSurplus
        : autarkyPayoff(theory, i, held);
      const gain =
        spot -
        (payments[i] as number) -
        (round.charges[i] as number) -
        autarkyPayoff(theory, i, endowments[i] as number);
      expect(gain, `gain of agent ${i} over never trading, from endowments ${endowments}`).toBeGreaterThan(
        -FORWARD_ROUNDING,
      );
    });
  }
};

const sum = (values: PerAgent): number => values.reduce((total, value) => total + value, 0);
