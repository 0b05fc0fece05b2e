import type { ForwardObservation, ParameterSpec } from '../../src/domain/agents.ts';
import { usefulDemand } from './demandLevels.ts';

/** A demand to begin with: r* and, by the share `spread` of the way, towards a demand drawn uniformly up to the maximum demand. */
export const firstDemand = ({ public: common, self, random }: ForwardObservation, spread: number): number => {
  const interior = common.interiorHoldings[self] as number;
  return (1 - spread) * interior + spread * random()() * usefulDemand(common, self);
};

export const spreadParameter: ParameterSpec = {
  about:
    'where the first demand lies: at r* with 0, drawn from all demands up to the maximum demand with 1, between them else',
  default: 1,
  min: 0,
  max: 1,
};
