import { ration } from '../../markets/forward/ration.ts';
import type { PerAgent } from '../domain/economy.ts';
import { type CertifiedMaximum, certifiedMaximum } from '../numerics/certifiedMaximum.ts';
import { statesOf } from '../theory/forwardTheory.ts';
import { rememberedPayoff } from '../theory/rememberedPayoff.ts';
import { autarkyPayoff } from '../theory/spotPayoff.ts';
import { type ForwardGame, netDemandOfOthers } from './forwardGame.ts';
import { payoffUnder, type Reading } from './readings.ts';

interface Question {
  readonly reading: Reading;
  readonly game: ForwardGame;
  readonly demands: PerAgent;
  readonly agent: number;
  /** Money by which the bound may exceed the best payoff that was found. */
  readonly tolerance: number;
}

/**
 * The best demand of one agent in [0, S] against the others' demands, over the whole continuum, with a bound that no demand
 * exceeds. On an interval the spot payoff, which is convex in what is held, lies below its chord, and the payment, convex as
 * well, above its tangents; intervals are halved until the difference is tight. Where the spot market's surplus matters it is
 * bounded by the ends, too, because every cleared holding moves one way in the demand. With anticipated states all this holds
 * state by state, and so of the expectation. The bound includes the error of the tabulated theory.
 */
export const bestResponse = ({ reading, game, demands, agent, tolerance }: Question): CertifiedMaximum => {
  const { theory, supply, endowments, surplusShares } = game;
  const share = reading === 'paper' ? 0 : (surplusShares[agent] as number);
  const at = (demand: number): PerAgent => demands.map((other, j) => (j === agent ? demand : other));
  const clear = (demand: number): PerAgent => (reading === 'paper' ? at(demand) : ration(at(demand), endowments));
  const value = netValueBound(game, agent, netDemandOfOthers(game, demands, agent));
  const states = statesOf(theory);
  const open = states.map(() => true);
  const rounding = 4 * theory.accuracy.errorBound;
  return certifiedMaximum({
    f: (demand) => payoffUnder(reading, game, at(demand), agent),
    upper: (a, b) => {
      const [low, high] = [clear(a), clear(b)];
      const [from, to] = [low[agent] as number, high[agent] as number];
      if (reading !== 'gated' && share === 0) return value(from, to, open) + rounding;
      // More for this agent is no more for any other: the surplus is largest with its own least and the others' least.
      const surpluses = states.map(({ theory: inState }) =>
        low.reduce(
          (sum, _, j) => sum - rememberedPayoff(inState, j, (j === agent ? low : high)[j] as number),
          inState.firstBestWelfare,
        ),
      );
      const opens = surpluses.map((surplus) => reading !== 'gated' || surplus >= -rounding);
      const shared = states.reduce(
        (sum, { probability }, w) => sum + (opens[w] === true ? probability * share * (surpluses[w] as number) : 0),
        0,
      );
      return value(from, to, opens) + shared + rounding;
    },
    from: 0,
    to: supply,
    candidates: [demands[agent] as number, ...cornersOf(game, agent)],
    tolerance: tolerance + rounding,
    // A share of the surplus is bounded by the ends alone, which closes in slowly: the bound then says how far it came.
    mostSteps: share === 0 ? 200_000 : 10_000,
  });
};

/** Demands at which the payoff may bend. */
const cornersOf = ({ theory, endowments }: ForwardGame, agent: number): PerAgent => [
  endowments[agent] as number,
  theory.interiorHoldings[agent] as number,
  theory.table.lowest[theory.classOf[agent] as number] as number,
  ...bendsOf(theory, agent),
];

/** The agent's maximum demand in every state: both what the spot market and what keeping is worth bend downwards there, and only there. */
const bendsOf = (theory: ForwardGame['theory'], agent: number): PerAgent =>
  [...new Set(statesOf(theory).map((state) => state.theory.maxDemands[agent] as number))].sort((a, b) => a - b);

type ValueBound = (from: number, to: number, operates: readonly boolean[]) => number;

/** A bound on spot payoff (or, in states in which the market does not operate, the value of keeping) less payment over an interval of holdings. */
const netValueBound = ({ theory, round }: ForwardGame, agent: number, others: number): ValueBound => {
  const bends = bendsOf(theory, agent);
  const states = statesOf(theory);
  const pay = (held: number): number => round.payment(agent, held, others);
  const price = (held: number): number => round.marginalPrice(agent, held, others);
  const bound: ValueBound = (from, to, operates) => {
    const bend = bends.find((k) => from < k && k < to);
    if (bend !== undefined) return Math.max(bound(from, bend, operates), bound(bend, to, operates));
    const worth = (held: number): number => {
      let sum = 0;
      states.forEach(({ probability, theory: inState }, w) => {
        const worthIn = operates[w] === true ? rememberedPayoff : autarkyPayoff;
        sum += probability * worthIn(inState, agent, held);
      });
      return sum;
    };
    const [worthFrom, worthTo] = [worth(from), worth(to)];
    const [payFrom, payTo] = [pay(from), pay(to)];
    const ends = Math.max(worthFrom - payFrom, worthTo - payTo);
    const [slopeFrom, slopeTo] = [price(from), price(to)];
    if (to <= from || slopeTo <= slopeFrom) return ends;
    const meeting = (payFrom - payTo + slopeTo * to - slopeFrom * from) / (slopeTo - slopeFrom);
    const inside = Math.min(to, Math.max(from, meeting));
    const chord = worthFrom + ((worthTo - worthFrom) * (inside - from)) / (to - from);
    const tangents = Math.max(payFrom + slopeFrom * (inside - from), payTo + slopeTo * (inside - to));
    return Math.max(ends, chord - tangents);
  };
  return bound;
};
