import type { PerAgent } from '../domain/economy.ts';
import { spotPayoffAt } from './spotPayoff.ts';
import type { Theory } from './theory.ts';
import { worstOffType } from './worstOffType.ts';

/** Lemma 2 for given holdings, with what it rests on. */
export interface SpotProspect {
  readonly holdings: PerAgent;
  /** t^_i(r_i). */
  readonly worstOffTypes: PerAgent;
  /** pi_i(r_i). */
  readonly spotPayoffs: PerAgent;
  /** Pi_r = E[W] - sum of pi_i(r_i), which is eq. (11) without a density. Money; a deficit is negative. */
  readonly expectedSurplus: number;
  /** Pi_r >= 0, up to the error that the surplus is known to. */
  readonly operates: boolean;
}

/** Cost: a search and an integral for every different holding of a class. */
export const spotProspect = (theory: Theory, holdings: PerAgent): SpotProspect => {
  const worstOffTypes = new Array<number>(holdings.length);
  const spotPayoffs = new Array<number>(holdings.length);
  // Agents of a class that hold the same are alike: the last one of each class is remembered.
  const last: (number | undefined)[] = theory.classes.map(() => undefined);
  let total = 0;
  for (let i = 0; i < holdings.length; i++) {
    const held = holdings[i] as number;
    const c = theory.classOf[i] as number;
    const twin = last[c];
    if (twin !== undefined && holdings[twin] === held) {
      worstOffTypes[i] = worstOffTypes[twin] as number;
      spotPayoffs[i] = spotPayoffs[twin] as number;
    } else {
      worstOffTypes[i] = worstOffType(theory, i, held);
      spotPayoffs[i] = spotPayoffAt(theory, i, held, worstOffTypes[i] as number);
      last[c] = i;
    }
    total += spotPayoffs[i] as number;
  }
  const expectedSurplus = theory.firstBestWelfare - total;
  return {
    holdings,
    worstOffTypes,
    spotPayoffs,
    expectedSurplus,
    operates: expectedSurplus >= -theory.accuracy.errorBound,
  };
};
