import type { ForwardTheory } from './forwardTheory.ts';
import { spotPayoff } from './spotPayoff.ts';
import type { Theory } from './theory.ts';

/** Payoffs that are remembered at most, over all classes: some ten megabytes. */
const MOST = 200_000;

const known = new WeakMap<Theory, readonly Map<number, number>[]>();

/**
 * `spotPayoff` to the same bits, remembered by class and holding for as long as the theory is in use: certified searches over demands
 * ask for both ends of every interval, and the readings of a forward game for the same ones again.
 */
export const rememberedPayoff = (theory: ForwardTheory, agent: number, holding: number): number => {
  if ('states' in theory) {
    return theory.states.reduce(
      (sum, { probability, theory: inState }) => sum + probability * rememberedPayoff(inState, agent, holding),
      0,
    );
  }
  let payoffs = known.get(theory);
  if (payoffs === undefined) {
    payoffs = theory.classes.map(() => new Map());
    known.set(theory, payoffs);
  }
  const ofClass = payoffs[theory.classOf[agent] as number] as Map<number, number>;
  const before = ofClass.get(holding);
  if (before !== undefined) return before;
  if (ofClass.size * payoffs.length >= MOST) ofClass.clear();
  const payoff = spotPayoff(theory, agent, holding);
  ofClass.set(holding, payoff);
  return payoff;
};
