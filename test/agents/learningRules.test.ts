import { describe, expect, test } from 'vitest';
import { cumulativeLogit } from '../../agents/learning/cumulativeLogit.ts';
import { drawIndex } from '../../agents/learning/drawIndex.ts';
import { exp3Rule } from '../../agents/learning/exp3.ts';
import { hedgeRule } from '../../agents/learning/hedge.ts';
import { logit } from '../../agents/learning/logit.ts';
import { qLearningRule } from '../../agents/learning/qLearning.ts';
import { regretMatchingRule } from '../../agents/learning/regretMatching.ts';
import { rothErevRule } from '../../agents/learning/rothErev.ts';
import type { BanditRule, ExpertRule } from '../../agents/learning/rules.ts';
import { streamsOf } from '../../src/engine/random.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';

/** Five actions of which the fourth earns most; rewards are these chances of earning 1. */
const CHANCES = [0.3, 0.45, 0.2, 0.8, 0.5];
const BEST = 3;
const SEEDS = Array.from({ length: 20 }, (_, seed) => `seed ${seed}`);
const streamOf = (seed: string) => streamsOf(nodeSha256, [seed])(1);

/** Average regret per round against the best action, in expected rewards, after the rounds asked for: a mean over seeds. */
const expertRegrets = <S extends object>(rule: ExpertRule<S>, rounds: readonly number[]): readonly number[] =>
  regretsOf(rounds, (draw) => {
    const state = rule.fresh();
    return () => {
      const chosen = rule.choose(state, draw);
      rule.learn(
        state,
        CHANCES.map((chance) => (draw() < chance ? 1 : 0)),
      );
      return chosen;
    };
  });
const banditRegrets = <S extends object>(rule: BanditRule<S>, rounds: readonly number[]): readonly number[] =>
  regretsOf(rounds, (draw) => {
    const state = rule.fresh();
    return () => {
      const chosen = rule.choose(state, 0, draw);
      const reward = draw() < (CHANCES[chosen] as number) ? 1 : 0;
      rule.learn(state, { chosen, reward, situation: 0, next: 0 });
      return chosen;
    };
  });
const regretsOf = (rounds: readonly number[], start: (draw: () => number) => () => number): readonly number[] => {
  const sums = rounds.map(() => 0);
  for (const seed of SEEDS) {
    const play = start(streamOf(seed));
    let regret = 0;
    for (let round = 1; round <= Math.max(...rounds); round++) {
      regret += (CHANCES[BEST] as number) - (CHANCES[play()] as number);
      const at = rounds.indexOf(round);
      if (at >= 0) sums[at] = (sums[at] as number) + regret / round / SEEDS.length;
    }
  }
  return sums;
};

describe('average regret with full information', () => {
  test.each([
    ['hedge', hedgeRule(5, 1)],
    ['regret matching', regretMatchingRule(5)],
    ['smoothed fictitious play', cumulativeLogit(5, (rounds) => 1 / (0.002 * rounds))],
  ])('falls to under a hundredth for %s', (_, rule) => {
    const [early, late] = expertRegrets(rule as ExpertRule<object>, [10, 3000]) as [number, number];
    expect(early).toBeGreaterThan(0.02);
    expect(late).toBeLessThan(0.01);
  });

  test('of hedge stays below the bound of its learning rate, whatever it is told', () => {
    const rule = hedgeRule(2, 1);
    const draw = streamOf('adversary');
    const state = rule.fresh();
    let [earned, rounds] = [0, 0];
    const totals = [0, 0];
    for (; rounds < 2000; rounds++) {
      const payoffs = rounds % 3 === 0 ? [1, 0] : [0, 1];
      earned += payoffs[rule.choose(state, draw)] as number;
      payoffs.forEach((payoff, j) => {
        totals[j] = (totals[j] as number) + payoff;
      });
      rule.learn(state, payoffs);
    }
    // 2 sqrt(T/2 ln 2) + sqrt(ln 2 / 8) for the expectation, and three standard deviations of the draws.
    expect(Math.max(...totals) - earned).toBeLessThan(2 * Math.sqrt(1000 * Math.LN2) + 1 + 3 * Math.sqrt(500));
  });
});

describe('average regret of a bandit', () => {
  test('falls below its bound and goes on falling for exp3', () => {
    const [early, middle, late] = banditRegrets(exp3Rule(5, 1), [100, 1000, 10_000]) as [number, number, number];
    expect(middle).toBeLessThan(early / 1.5);
    expect(late).toBeLessThan(middle / 1.5);
    expect(late).toBeLessThan(2 * Math.sqrt((5 * Math.log(5)) / 10_000));
  });

  test('falls towards zero for q-learning', () => {
    const rule = qLearningRule({ actions: 5, situations: 1, rate: 0.05, discount: 0, decay: 0.01 });
    const [early, late] = banditRegrets(rule, [100, 5000]) as [number, number];
    expect(late).toBeLessThan(early / 5);
  });

  test('falls for Roth-Erev learning that forgets nothing, slowly', () => {
    const [early, late] = banditRegrets(rothErevRule(5, { strength: 9 }), [100, 10_000]) as [number, number];
    expect(late).toBeLessThan(early / 1.5);
  });
});

describe('a rule', () => {
  test('of Roth and Erev spills rewards onto neighbours and forgets', () => {
    const rule = rothErevRule(3, { strength: 6, experimentation: 0.5, recency: 0.5 });
    const state = rule.fresh();
    expect(state.propensities).toEqual([1, 1, 1]);
    rule.learn(state, { chosen: 0, reward: 1, situation: 0, next: 0 });
    expect(state.propensities).toEqual([0.5 + 0.5 + 0.25, 0.5 + 0.25, 0.5]);
  });

  test('of Watkins and Dayan looks ahead to the situation that follows', () => {
    const rule = qLearningRule({ actions: 2, situations: 2, rate: 0.5, discount: 0.5, decay: 1 });
    const state = rule.fresh();
    rule.learn(state, { chosen: 1, reward: 1, situation: 1, next: 0 });
    expect(state.values).toEqual([
      [0, 0],
      [0, 0.5],
    ]);
    rule.learn(state, { chosen: 0, reward: 0, situation: 0, next: 1 });
    expect(state.values[0]).toEqual([0.5 * 0.5 * 0.5, 0]);
  });

  test('of regret matching keeps its action where nothing is regretted', () => {
    const rule = regretMatchingRule(3);
    const state = rule.fresh();
    const chosen = rule.choose(state, () => 0.5);
    expect(chosen).toBe(1);
    rule.learn(state, [0, 1, 0]);
    expect(rule.choose(state, () => 0)).toBe(1);
    rule.learn(state, [0, 1, 3]);
    expect(rule.choose(state, () => 0)).toBe(2);
  });
});

describe('logit weights', () => {
  test('are those of the exponential function, relative to the best', () => {
    const [a, b] = logit([1, 3], 2) as [number, number];
    expect(b).toBe(1);
    expect(a).toBeCloseTo(Math.exp(-4), 15);
    expect(logit([1e300, 0], 0)).toEqual([1, 1]);
  });

  test('are drawn from in their proportions, and never where they are zero', () => {
    expect([0, 0.24, 0.26, 0.99].map((u) => drawIndex([1, 3], u))).toEqual([0, 0, 1, 1]);
    expect(drawIndex([0, 1, 0], 0)).toBe(1);
    expect(drawIndex([0, 1, 0], 1 - 2 ** -53)).toBe(1);
  });
});
