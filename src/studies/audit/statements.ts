import { forwardMarket } from './forwardMarket.ts';
import { foundations } from './foundations.ts';
import { holdings } from './holdings.ts';
import type { Statement } from './statement.ts';
import { uncertainDemand } from './uncertainDemand.ts';

/** Everything that an audit checks. */
export const statements: readonly Statement[] = [...foundations, ...forwardMarket, ...uncertainDemand, ...holdings];
