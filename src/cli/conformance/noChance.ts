import { firstUse } from './firstUse.ts';
import type { Check } from './material.ts';

export const noChance: Check = {
  name: 'no chance of its own',
  rule: 'nothing is drawn but from the observation: no Math.random, no crypto',
  find: ({ uses }) => firstUse(uses, 'chance', 'draw from the observation instead: random()()'),
};
