import type { ForwardMarket, SpotMarket } from '../src/domain/markets.ts';
import type { Scenario } from '../src/domain/scenario.ts';
import type { ForwardTheory } from '../src/theory/forwardTheory.ts';
import type { Theory } from '../src/theory/theory.ts';
import { discriminatory } from './forward/discriminatory.ts';
import { none } from './forward/none.ts';
import { posted } from './forward/posted.ts';
import { uniform } from './forward/uniform.ts';
import { agv } from './spot/agv.ts';
import { surplusShares } from './spot/shares.ts';
import { vcg } from './spot/vcg.ts';

type Rules = Pick<Scenario, 'forward' | 'spot'>;

/** The forward market that a scenario's rule names; with anticipated states it is made of their expectation. */
export const forwardMarketFor = ({ forward, spot }: Rules, theory: ForwardTheory): ForwardMarket => {
  const shares = surplusShares(
    spot,
    theory.economy.agents.map(({ id }) => id),
  );
  switch (forward.rule) {
    case 'discriminatory':
      return discriminatory(theory, { ...forward, surplusShares: shares });
    case 'posted':
      return posted(theory, { ...forward, surplusShares: shares });
    case 'uniform':
      return uniform(theory, { ...forward, surplusShares: shares });
    case 'none':
      return none(theory);
    default:
      return forward satisfies never;
  }
};

/** The spot market that a scenario's mechanism names. */
export const spotMarketFor = ({ spot }: Rules, theory: Theory): SpotMarket => {
  switch (spot.mechanism) {
    case 'vcg':
      return vcg(theory);
    case 'agv':
      return agv(
        theory,
        surplusShares(
          spot,
          theory.economy.agents.map(({ id }) => id),
        ),
      );
    default:
      return spot satisfies never;
  }
};
