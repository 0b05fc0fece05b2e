import type { ForwardStrategy, SpotStrategy } from '../src/domain/agents.ts';
import { endowment } from './forward/endowment.ts';
import { equilibrium } from './forward/equilibrium.ts';
import { fixed as fixedDemand } from './forward/fixed.ts';
import { random as randomDemand } from './forward/random.ts';
import { shade as shadeDemand } from './forward/shade.ts';
import { fixed as fixedReport } from './spot/fixed.ts';
import { random as randomReport } from './spot/random.ts';
import { shade as shadeReport } from './spot/shade.ts';
import { truthful } from './spot/truthful.ts';

/** The strategies that a scenario can name without a path. */
export const bundledForward: readonly ForwardStrategy[] = [
  equilibrium,
  endowment,
  fixedDemand,
  shadeDemand,
  randomDemand,
];
export const bundledSpot: readonly SpotStrategy[] = [truthful, shadeReport, fixedReport, randomReport];
