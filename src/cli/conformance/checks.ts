import { handsOff } from './handsOff.ts';
import { insideBounds } from './insideBounds.ts';
import type { Check } from './material.ts';
import { noChance } from './noChance.ts';
import { noClock } from './noClock.ts';
import { noLeak } from './noLeak.ts';
import { sameAnswers } from './sameAnswers.ts';
import { savedMemory } from './savedMemory.ts';

/** Those that look at uses come last: the others call the agent, too. */
export const checks: readonly Check[] = [insideBounds, sameAnswers, savedMemory, noLeak, handsOff, noClock, noChance];
