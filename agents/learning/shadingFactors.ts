import type { ParameterSpec, Parameters, PublicKnowledge } from '../../src/domain/agents.ts';

export const shadingParameters: Readonly<Record<'levels' | 'least' | 'most', ParameterSpec>> = {
  levels: {
    about: 'factors to choose from, in equal steps; rounded to a whole number',
    default: 11,
    min: 2,
    max: 1001,
  },
  least: { about: 'the smallest share of its type that it may report', default: 0.5, min: 0 },
  most: { about: 'the largest share of its type that it may report', default: 1.5, min: 0 },
};

/** The factors that a spot learner chooses from, rising where least < most. */
export const shadingFactors = ({ levels = 2, least = 1, most = 1 }: Parameters): readonly number[] => {
  const count = Math.round(levels);
  return Array.from({ length: count }, (_, j) => least + ((most - least) * j) / (count - 1));
};

/** A share of the type, brought back into the support where that leaves it. */
export const shadedReport = ({ economy }: PublicKnowledge, type: number, factor: number): number => {
  const { min, max } = economy.support;
  return Math.min(max, Math.max(min, factor * type));
};
