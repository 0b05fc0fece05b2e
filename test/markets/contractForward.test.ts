import { describe, expect, test } from 'vitest';
import { discriminatory, scheduleFor } from '../../markets/forward/discriminatory.ts';
import { none } from '../../markets/forward/none.ts';
import { posted } from '../../markets/forward/posted.ts';
import { uniform } from '../../markets/forward/uniform.ts';
import type { ForwardMarket, ForwardProfile } from '../../src/domain/markets.ts';
import type { Charges, HullDomain } from '../../src/domain/scenario.ts';
import { pricingFunction } from '../../src/theory/pricingFunction.ts';
import { autarkyPayoff, spotPayoff } from '../../src/theory/spotPayoff.ts';
import { type Theory, theoryOf } from '../../src/theory/theory.ts';
import { firstFailure } from '../support/contract.ts';
import { economyOf, theories } from '../support/economies.ts';
import { endowmentsOf, type ForwardSubject, forwardContract, opened, type Start } from './forwardContract.ts';

const nothing = ({ maxDemands }: Theory): readonly number[] => maxDemands.map(() => 0);
const equal = ({ maxDemands }: Theory): readonly number[] => maxDemands.map(() => 1 / maxDemands.length);

const byOthers: Start = ({ netDemandOfOthers }) => netDemandOfOthers;
const byEndowment: Start = ({ theory, agent, endowment }) => endowment - (theory.interiorHoldings[agent] as number);

interface Choice {
  readonly charges: Charges;
  readonly margin?: number;
  readonly domain?: HullDomain;
  readonly shares?: (theory: Theory) => readonly number[];
}

const priced = (rule: 'discriminatory' | 'posted', choice: Choice): ForwardSubject => {
  const { charges, margin = 0.25, domain = 'full', shares = nothing } = choice;
  const make = rule === 'discriminatory' ? discriminatory : posted;
  const made = new Map<Theory, ForwardMarket>();
  const schedules = new Map<Theory, ReturnType<typeof scheduleFor>>();
  return {
    make: (theory) => {
      const market = made.get(theory) ?? make(theory, { margin, domain, charges, surplusShares: shares(theory) });
      made.set(theory, market);
      return market;
    },
    prices: (theory, endowments) => {
      const schedule =
        schedules.get(theory) ?? scheduleFor(theory, { margin, domain, charges, surplusShares: shares(theory) });
      schedules.set(theory, schedule);
      return schedule(endowments).price;
    },
    start: rule === 'discriminatory' ? byOthers : byEndowment,
    shares,
  };
};

const oneEach = (price: number | null, charges: Charges = 'none'): ForwardSubject => ({
  make: (theory) => uniform(theory, { price, charges, surplusShares: nothing(theory) }),
  prices: (theory) => () => price ?? theory.commonWorstOffType,
  start: byOthers,
  shares: nothing,
});

const nobody: ForwardSubject = { make: none, prices: null, start: byOthers, shares: nothing };

describe.each<readonly [string, ForwardSubject]>([
  ['discriminatory, no charges', priced('discriminatory', { charges: 'none' })],
  ['discriminatory, margin 0', priced('discriminatory', { charges: 'none', margin: 0 })],
  ['discriminatory, linear charges', priced('discriminatory', { charges: 'linear' })],
  ['discriminatory, participation charges, agv', priced('discriminatory', { charges: 'participation', shares: equal })],
  ['discriminatory over the interval of the paper', priced('discriminatory', { charges: 'none', domain: 'paper' })],
  ['posted, no charges', priced('posted', { charges: 'none' })],
  ['posted, linear charges', priced('posted', { charges: 'linear' })],
  ['posted, participation charges, agv', priced('posted', { charges: 'participation', shares: equal })],
  ['posted over the interval of the paper', priced('posted', { charges: 'none', domain: 'paper' })],
  ['uniform at the common worst-off type', oneEach(null)],
  ['uniform, linear charges', oneEach(null, 'linear')],
  ['none', nobody],
])('%s keeps the promises of its profile', (_name, subject) => {
  for (const { name, run } of forwardContract(subject)) test(name, run);
});

const claiming = (subject: ForwardSubject, claims: Partial<ForwardProfile>): ForwardSubject => ({
  ...subject,
  make: (theory) => {
    const market = subject.make(theory);
    return { ...market, profile: { ...market.profile, ...claims } };
  },
});

describe('the suite fails a market that', () => {
  const paper = priced('discriminatory', { charges: 'none' });

  test('has one price and claims that r* is an equilibrium', () => {
    expect(firstFailure(forwardContract(claiming(oneEach(null), { equilibrium: 'nash' })))).toMatch(
      /^nobody gains by leaving r\* alone, demands met in full: gain of agent/,
    );
  });

  test('has an equilibrium and claims that there is none', () => {
    expect(firstFailure(forwardContract(claiming(paper, { equilibrium: 'none' })))).toMatch(
      /^somebody gains by leaving r\*: the largest gain/,
    );
  });

  test('lets others move its prices and claims dominance', () => {
    expect(firstFailure(forwardContract(claiming(paper, { equilibrium: 'dominant' })))).toMatch(
      /^the demands of others change no price/,
    );
  });

  test('runs a deficit and claims balance', () => {
    expect(firstFailure(forwardContract(claiming(paper, { budget: 'balanced' })))).toMatch(
      /^on the path payments and charges add up to zero: payments and charges/,
    );
  });

  test('is balanced and claims a deficit', () => {
    expect(firstFailure(forwardContract(claiming(oneEach(null), { budget: 'deficit' })))).toMatch(
      /^on the path the market pays more than it takes in/,
    );
  });

  test('charges an agent more than it gains and claims that nobody loses', () => {
    const linear = priced('discriminatory', { charges: 'linear' });
    expect(firstFailure(forwardContract(claiming(linear, { participation: 'ex ante' })))).toMatch(
      /^on the path nobody loses by taking part: gain of agent/,
    );
  });

  const clearingAs = (
    change: (outcome: ReturnType<ReturnType<typeof opened>['clear']>, demands: readonly number[]) => object,
  ): ForwardSubject => ({
    ...paper,
    make: (theory) => {
      const market = paper.make(theory);
      return {
        ...market,
        open: (endowments) => {
          const round = opened(market.open(endowments));
          return {
            ...round,
            clear: (demands) => ({ ...round.clear(demands), ...change(round.clear(demands), demands) }),
          };
        },
      };
    },
  });

  test('gives everybody what it asks for', () => {
    expect(firstFailure(forwardContract(clearingAs((_outcome, demands) => ({ holdings: demands }))))).toMatch(
      /^no unit is lost or made: units of/,
    );
  });

  test('moves units between agents that did not ask', () => {
    const rotated = clearingAs(({ holdings }) => ({ holdings: [...holdings.slice(1), holdings[0]] }));
    expect(firstFailure(forwardContract(rotated))).toMatch(/^nobody trades more than it asked for/);
  });

  test('charges something else than its prices', () => {
    const dearer = clearingAs(({ payments }) => {
      const more = payments.map((payment) => payment * 1.125);
      return { payments: more, budget: more.reduce((sum, payment) => sum + payment, 0) };
    });
    expect(firstFailure(forwardContract(dearer))).toMatch(/^quoted payments are those charged.*: quoted less charged/);
    const unquoted = forwardContract(dearer).filter(({ name }) => !name.startsWith('quoted'));
    expect(firstFailure(unquoted)).toMatch(/^payments are the integral of the price/);
  });
});

describe('charges', () => {
  const theory = theories.figure1();
  const endowments = [1, 0, 0];

  test('that are linear let everybody trade at the common worst-off type', () => {
    const round = opened(priced('discriminatory', { charges: 'linear' }).make(theory).open(endowments));
    const { payments } = round.clear(theory.interiorHoldings);
    payments.forEach((payment, i) => {
      const bought = (theory.interiorHoldings[i] as number) - (endowments[i] as number);
      expect(payment + (round.charges[i] as number)).toBeCloseTo(theory.commonWorstOffType * bought, 12);
    });
  });

  test('that are linear can leave an agent worse off than never trading', () => {
    // Over all our economies and endowments, the worst that happens to anybody.
    let worst = 0;
    for (const make of Object.values(theories)) {
      const economy = make();
      const market = priced('discriminatory', { charges: 'linear' }).make(economy);
      for (const owned of endowmentsOf(economy)) {
        const round = opened(market.open(owned));
        const { payments } = round.clear(economy.interiorHoldings);
        payments.forEach((payment, i) => {
          const gain =
            spotPayoff(economy, i, economy.interiorHoldings[i] as number) -
            payment -
            (round.charges[i] as number) -
            autarkyPayoff(economy, i, owned[i] as number);
          worst = Math.min(worst, gain);
        });
      }
    }
    expect(worst).toBeLessThan(-0.01);
  });

  test('of none are zero', () => {
    expect(opened(priced('posted', { charges: 'none' }).make(theory).open(endowments)).charges).toEqual([0, 0, 0]);
  });

  test('that would have to be larger than all gains are refused, and the refusal says what to do', () => {
    // The owner has the higher types: there is less to gain from trade than the spot market would keep for itself.
    const types = [
      { family: 'power', exponent: 4, min: 1, max: 2 },
      { family: 'uniform', min: 1, max: 2 },
    ] as const;
    const strongOwner = theoryOf(economyOf({ supply: 1, maxDemands: [1, 1], types }));
    const refused = priced('discriminatory', { charges: 'participation' }).make(strongOwner).open([1, 0]);
    expect(refused).toEqual({
      refused: expect.stringMatching(
        /^participation charges do not exist: the forward deficit of 0\.\d+ is larger than what all agents gain together, 0\.\d+; use linear charges, or an agv spot market, which leaves its surplus with the agents$/,
      ),
    });
    expect(refused).toEqual(priced('posted', { charges: 'participation' }).make(strongOwner).open([1, 0]));
    const withAgv = priced('discriminatory', { charges: 'participation', shares: equal })
      .make(strongOwner)
      .open([1, 0]);
    expect(withAgv).not.toHaveProperty('refused');
  });

  test('that would come on top of a loss are refused, and the refusal names the loser', () => {
    // A price of 1 for what is worth 1 at most: the buyer loses before any charge.
    const refused = oneEach(1, 'participation').make(theories.bilateral()).open([1, 0]);
    expect(refused).toEqual({
      refused: expect.stringMatching(
        /^participation charges do not exist: even without charges agent a2 would expect 0\.\d+ less than from keeping its endowment$/,
      ),
    });
  });

  test('that exist under agv are no more than the gains they are taken from', () => {
    const market = priced('discriminatory', { charges: 'participation', shares: equal }).make(theories.bilateral());
    const round = opened(market.open([1, 0]));
    const { budget } = round.clear(theories.bilateral().interiorHoldings);
    expect(budget).toBeLessThan(-1 / 4);
    expect((round.charges[0] as number) + (round.charges[1] as number)).toBeCloseTo(-budget, 12);
  });

  test('where nobody trades are zeros without a sign', () => {
    const market = priced('discriminatory', { charges: 'participation', shares: equal }).make(theories.bilateral());
    const { charges } = opened(market.open([1 / 2, 1 / 2]));
    expect(charges.map((charge) => Object.is(charge, 0))).toEqual([true, true]);
  });
});

test('a uniform price of 0 pays zeros without a sign', () => {
  // The first sells past zero on the schedule: 0 times a negative quantity is -0 in floating point.
  const round = opened(
    oneEach(0)
      .make(theories.partners())
      .open([1 / 2, 1 / 2, 0]),
  );
  const { holdings, payments } = round.clear([0, 1 / 8, 1 / 2]);
  expect(holdings[2]).toBe(1 / 2);
  expect(payments.map((payment) => Object.is(payment, 0))).toEqual([true, true, true]);
});

test('prices over all deviations are made once, those of the paper for each endowment', () => {
  const theory = theories.figure1();
  const choice = { margin: 0.25, charges: 'none', surplusShares: [0, 0, 0] } as const;
  const full = scheduleFor(theory, { ...choice, domain: 'full' });
  expect(full([1, 0, 0])).toBe(full([0, 1, 0]));
  const paper = scheduleFor(theory, { ...choice, domain: 'paper' });
  expect(paper([1, 0, 0]).to).not.toBe(paper([0, 1, 0]).to);
  expect(paper([1, 0, 0]).to).toBe(
    pricingFunction(theory, { margin: 0.25, domain: 'paper', endowments: [1, 0, 0] }).to,
  );
});

test('under rationing r* is not dominant, even where prices are posted: who is cut back does better to ask for more', () => {
  // The first owns all and offers half of it. The second asks for r* = 1/3, the third for all, and 4/3 are asked for in sum:
  // the second gets 1/2 * 1/4 = 1/8. Asking for everything it gets 1/4, nearer to its best.
  const theory = theories.partners();
  const round = opened(priced('posted', { charges: 'none' }).make(theory).open([1, 0, 0]));
  const outcome = (demand: number) => {
    const { holdings, payments } = round.clear([1 / 2, demand, 1]);
    return {
      held: holdings[1] as number,
      payoff: spotPayoff(theory, 1, holdings[1] as number) - (payments[1] as number),
    };
  };
  const modest = outcome(theory.interiorHoldings[1] as number);
  const greedy = outcome(1);
  expect(modest.held).toBeCloseTo(1 / 8, 12);
  expect(greedy.held).toBe(1 / 4);
  expect(greedy.payoff - modest.payoff).toBeGreaterThan(0.01);
});
