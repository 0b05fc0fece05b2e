import type { ForwardStrategy, SpotStrategy } from '../src/domain/agents.ts';
import { bestReply } from './forward/bestReply.ts';
import { endowment } from './forward/endowment.ts';
import { equilibrium } from './forward/equilibrium.ts';
import { exp3 as exp3Demand } from './forward/exp3.ts';
import { fictitiousPlay } from './forward/fictitiousPlay.ts';
import { fixed as fixedDemand } from './forward/fixed.ts';
import { gradient } from './forward/gradient.ts';
import { hedge as hedgeDemand } from './forward/hedge.ts';
import { levelK } from './forward/levelK.ts';
import { qLearning as qLearningDemand } from './forward/qLearning.ts';
import { random as randomDemand } from './forward/random.ts';
import { regretMatching } from './forward/regretMatching.ts';
import { rothErev as rothErevDemand } from './forward/rothErev.ts';
import { shade as shadeDemand } from './forward/shade.ts';
import { zeroIntelligence } from './forward/zeroIntelligence.ts';
import { exp3 as exp3Report } from './spot/exp3.ts';
import { fixed as fixedReport } from './spot/fixed.ts';
import { hedge as hedgeReport } from './spot/hedge.ts';
import { qLearning as qLearningReport } from './spot/qLearning.ts';
import { random as randomReport } from './spot/random.ts';
import { rothErev as rothErevReport } from './spot/rothErev.ts';
import { shade as shadeReport } from './spot/shade.ts';
import { truthful } from './spot/truthful.ts';

/** The strategies that a scenario can name without a path. */
export const bundledForward: readonly ForwardStrategy[] = [
  equilibrium,
  endowment,
  fixedDemand,
  shadeDemand,
  randomDemand,
  bestReply,
  gradient,
  fictitiousPlay,
  hedgeDemand,
  regretMatching,
  exp3Demand,
  qLearningDemand,
  rothErevDemand,
  zeroIntelligence,
  levelK,
];
export const bundledSpot: readonly SpotStrategy[] = [
  truthful,
  shadeReport,
  fixedReport,
  randomReport,
  hedgeReport,
  exp3Report,
  qLearningReport,
  rothErevReport,
];
