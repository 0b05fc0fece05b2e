import type { VisibleScenario } from '../log/visibleEvent.ts';

/** Fewer characters, or fewer different ones, can be tried out one after the other. */
const SHORT = 20;
const FEW = 8;

/** Why the seed of a log that is to be published does not keep its secrets, a sentence each; none for a seed that cannot be guessed. */
export const seedWarnings = (seed: string, scenario: VisibleScenario): readonly string[] => {
  const letters = new Set(seed).size;
  const short = `has ${seed.length} characters, ${letters} different ones`;
  const guessable = seed.length < SHORT || letters < FEW;
  const { seed: _, agents, ...rest } = scenario;
  const words = JSON.stringify([rest, agents.map(({ forward: _forward, spot: _spot, ...agent }) => agent)]);
  const told = seed !== '' && words.includes(JSON.stringify(seed).slice(1, -1));
  const advice =
    'whoever guesses it opens every commitment and draws every type again; a run to be published needs a random one, as in run FILE --seed "$(openssl rand -hex 16)"';
  if (told) return [`the seed can be read in the public part of the scenario (name, about, ids ...): ${advice}`];
  return guessable ? [`the seed ${short}: ${advice}`] : [];
};
