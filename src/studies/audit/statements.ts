import { forwardMarket } from './forwardMarket.ts';
import { foundations } from './foundations.ts';
import type { Statement } from './statement.ts';

/** Everything that an audit checks. */
export const statements: readonly Statement[] = [...foundations, ...forwardMarket];
