import type { ForwardObservation, SpotObservation } from '../domain/agents.ts';

/**
 * An observation as a plain object, for strangers' modules: a run puts its parts together as they are read, and such an object
 * has nothing of its own that a spread would copy or the console would print.
 */
export const ownForward = (seen: ForwardObservation): ForwardObservation => {
  const { public: common, self, endowment, last, random } = seen;
  return { public: common, self, endowment, last, random };
};

export const ownSpot = (seen: SpotObservation): SpotObservation => {
  const { public: common, self, state, maxDemands, holdings, worstOffTypes, type, last, random } = seen;
  return { public: common, self, state, maxDemands, holdings, worstOffTypes, type, last, random };
};
