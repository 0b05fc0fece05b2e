import type { Distribution } from '../domain/distribution.ts';
import type { Economy } from '../domain/economy.ts';
import type { Theory } from '../theory/theory.ts';

/** Theories kept, and of economies of at most so many agents: tables of many are large. */
const MOST = 8;
const MOST_AGENTS = 200;

/**
 * Theories made lately, by what they depend on: not by what agents own, which can be varied at no cost. What is given back bears
 * the economy that was asked about. `further`: what else tells one theory from another.
 */
export const recentTheories = () => {
  const known = new Map<string, Theory>();
  return (economy: Economy, further: string, make: () => Theory): Theory => {
    if (economy.agents.length > MOST_AGENTS) return make();
    const key = `${further} ${primitivesOf(economy)}`;
    const value = known.get(key) ?? make();
    known.delete(key);
    known.set(key, value);
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    return { ...value, economy };
  };
};

/** Everything of an economy that its theory depends on, as text. */
const primitivesOf = ({ supply, support, agents }: Economy): string => {
  const specs = new Map<Distribution, string>();
  const specOf = (distribution: Distribution): string => {
    const spec = specs.get(distribution) ?? JSON.stringify(distribution.spec);
    specs.set(distribution, spec);
    return spec;
  };
  const each = agents.map(({ maxDemand, distribution }) => `${maxDemand} ${specOf(distribution)}`);
  return [supply, support.min, support.max, ...each].join(' ');
};
