import { readdirSync, readFileSync } from 'node:fs';
import type { DistributionSpec } from '../../../src/domain/distribution.ts';
import { type Theory, theoryOf } from '../../../src/theory/theory.ts';
import { economyFrom } from '../../arbitraries/economy.ts';

interface GoldenAgent {
  readonly id: string;
  readonly maxDemand: number;
  readonly endowment: number;
  readonly type: DistributionSpec;
}

export interface Golden<Expected> {
  readonly name: string;
  readonly endowments: readonly number[];
  readonly ids: readonly string[];
  readonly theory: Theory;
  readonly expected: Expected;
}

/** Every file of a folder of test/golden with its economy's theory. */
export const goldens = <Expected>(folder: 'solve' | 'forward'): readonly Golden<Expected>[] => {
  const path = new URL(`../../golden/${folder}/`, import.meta.url);
  return readdirSync(path).map((file) => {
    const { economy, expected } = JSON.parse(readFileSync(new URL(file, path), 'utf8')) as {
      economy: { name: string; supply?: number; agents: GoldenAgent[] };
      expected: Expected;
    };
    return {
      name: economy.name,
      endowments: economy.agents.map(({ endowment }) => endowment),
      ids: economy.agents.map(({ id }) => id),
      theory: theoryOf(economyFrom({ supply: economy.supply ?? 1, agents: economy.agents })),
      expected,
    };
  });
};
