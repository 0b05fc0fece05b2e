import type { DistributionSpec } from '../../domain/distribution.ts';
import type { Scenario, ScenarioAgent } from '../../domain/scenario.ts';

/** Chance from [0, 1), a fixed sequence for each economy. */
type Draw = () => number;

const between = (draw: Draw, low: number, high: number): number => low + (high - low) * draw();
const pick = <T>(draw: Draw, options: readonly T[]): T => options[Math.floor(draw() * options.length)] as T;
/** Three decimals, so that a witness can be read. */
const rounded = (x: number): number => Math.round(x * 1000) / 1000;

/** Every family, with parameters that keep the density positive and the economy ordinary. */
const randomType = (draw: Draw, min: number, max: number): DistributionSpec => {
  const support = { min, max };
  const at = (share: number): number => rounded(min + (max - min) * share);
  const inner = [...new Set([between(draw, 0.1, 0.45), between(draw, 0.5, 0.9)].map(at))];
  const families: readonly (() => DistributionSpec)[] = [
    () => ({ family: 'uniform', ...support }),
    () => ({ family: 'power', exponent: rounded(between(draw, 0.4, 4)), ...support }),
    () => ({ family: 'beta', alpha: rounded(between(draw, 0.6, 4)), beta: rounded(between(draw, 0.6, 4)), ...support }),
    () => ({
      family: 'truncated-normal',
      mean: at(draw()),
      sd: rounded((max - min) * between(draw, 0.15, 0.8)),
      ...support,
    }),
    () => ({ family: 'truncated-exponential', rate: rounded(between(draw, 0.5, 4)) / (max - min), ...support }),
    () => ({ family: 'triangular', mode: at(between(draw, 0.05, 0.95)), ...support }),
    () => ({
      family: 'truncated-lognormal',
      mu: rounded(between(draw, -1, 1)),
      sigma: rounded(between(draw, 0.3, 1.2)),
      ...support,
    }),
    () => ({
      family: 'quantiles',
      points: [[min, 0], ...inner.map((x, j): [number, number] => [x, rounded((j + 1) / 3)]), [max, 1]],
      ...support,
    }),
    () => ({
      family: 'empirical',
      values: Array.from({ length: 6 }, () => at(between(draw, 0.05, 0.95))).sort((a, b) => a - b),
      ...support,
    }),
  ];
  return pick(draw, families)();
};

/** Shares of the supply that agents own: one owner, equals, anything, more than one can use. They add up to 1 exactly. */
const randomEndowments = (draw: Draw, maxDemands: readonly number[]): readonly number[] => {
  const n = maxDemands.length;
  const kinds: readonly (() => number[])[] = [
    () => maxDemands.map((_, i) => (i === 0 ? 1 : 0)),
    () => maxDemands.map(() => 1 / n),
    () => maxDemands.map(() => draw()),
    () => maxDemands.map((_, i) => (i < n / 2 ? draw() : 0)),
    () => [...maxDemands],
  ];
  const weights = pick(draw, kinds)();
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => rounded(weight / total));
  const rest = shares.slice(1).reduce((sum, share) => sum + share, 0);
  return [Math.max(0, 1 - rest), ...shares.slice(1)];
};

/** A random economy of 2 to 6 agents: every family, lo = 0 and lo > 0, all kinds of endowments. The same draws give the same one. */
export const randomScenario = (draw: Draw, name: string): Scenario => {
  const n = 2 + Math.floor(draw() * 5);
  const min = draw() < 0.5 ? 0 : rounded(between(draw, 0.1, 2));
  const max = rounded(min + between(draw, 0.5, 3));
  const alike = draw() < 0.2;
  const first = { maxDemand: rounded(between(draw, 1.2 / n, 1)), type: randomType(draw, min, max) };
  const drawn = Array.from({ length: n }, () =>
    alike ? first : { maxDemand: rounded(between(draw, 0.15, 1)), type: randomType(draw, min, max) },
  );
  const total = drawn.reduce((sum, { maxDemand }) => sum + maxDemand, 0);
  // Scarce: together they want at least a tenth more than there is.
  const stretch = Math.max(1, 1.1 / total);
  const maxDemands = drawn.map(({ maxDemand }) => Math.min(1, Math.ceil(maxDemand * stretch * 1000) / 1000));
  const endowments = randomEndowments(draw, maxDemands);
  const agents = drawn.map(
    ({ type }, i): ScenarioAgent => ({
      id: `a${i + 1}`,
      maxDemand: maxDemands[i] as number,
      endowment: endowments[i] as number,
      type,
      forward: { strategy: 'equilibrium' },
      spot: { strategy: 'truthful' },
    }),
  );
  return { ...plain(name), agents };
};

/** The scenario around the agents: one cycle under the paper's rule and VCG. */
export const plain = (name: string): Omit<Scenario, 'agents'> => ({
  name,
  about: '',
  seed: name,
  units: { quantity: 'units', money: 'money' },
  supply: 1,
  forward: { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'none' },
  spot: { mechanism: 'vcg', resale: false },
  states: null,
  cycles: 1,
  carry: 'allocation',
  discount: 1,
});
