import type { ExpectedTheory, ForwardTheory } from './forwardTheory.ts';
import type { Theory } from './theory.ts';
import { tabulatedWorstOffType } from './worstOffType.ts';

/**
 * pi_i(r) = r t^ - integral of F_i q_i over [lo, t^] + integral of (1 - F_i) q_i over [t^, hi], with t^ = t^_i(r), for r <= k_i,
 * and constant above: what agent i expects of an operating spot market before it knows its type, its outside option included.
 * Money; convex in r with slope t^_i(r). Source: section 4.2. With anticipated states, the expectation over them (eq. 4), which
 * is convex between the states' maximum demands and bends downwards at each.
 */
export const spotPayoff = (theory: ForwardTheory, agent: number, holding: number): number => {
  if ('states' in theory) return expected(theory, (inState) => spotPayoff(inState, agent, holding));
  return spotPayoffAt(theory, agent, holding, tabulatedWorstOffType(theory, theory.classOf[agent] as number, holding));
};

/** The same where t^_i(holding) is known already. */
export const spotPayoffAt = (theory: Theory, agent: number, holding: number, worstOff: number): number => {
  const { table, classOf, maxDemands } = theory;
  const c = classOf[agent] as number;
  const held = Math.min(holding, maxDemands[agent] as number);
  // The integrals of F q cancel: what remains of them is the one over the whole support.
  return held * worstOff + (table.wholeSurvivalQ[c] as number) - table.integralQ(c, worstOff);
};

/** min(k_i, r) E[theta_i]: what agent i expects if it keeps what it holds, over the states if there are any. Money. */
export const autarkyPayoff = (theory: ForwardTheory, agent: number, holding: number): number =>
  'states' in theory
    ? expected(theory, (inState) => autarkyPayoff(inState, agent, holding))
    : Math.min(theory.maxDemands[agent] as number, holding) * (theory.meanTypes[agent] as number);

const expected = ({ states }: ExpectedTheory, of: (theory: Theory) => number): number =>
  states.reduce((sum, { probability, theory }) => sum + probability * of(theory), 0);
