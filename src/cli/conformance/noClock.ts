import { firstUse } from './firstUse.ts';
import type { Check } from './material.ts';

export const noClock: Check = {
  name: 'no clock',
  rule: 'nothing is asked of a clock: Date, performance, process.hrtime',
  find: ({ uses }) => firstUse(uses, 'clock', 'count cycles instead: public.cycle'),
};
