import { freeze } from 'immer';
import { evolve } from '../../src/engine/evolve.ts';

/** `evolve` whose states cannot be written to, with all that is in them. */
export const frozenEvolve: typeof evolve = (state, event) => freeze(evolve(state, event), true);
