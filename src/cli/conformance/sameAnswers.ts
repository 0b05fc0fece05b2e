import { askFresh } from './ask.ts';
import { type Asked, type Check, firstChange, placeOf, type Said, wordsFor } from './material.ts';

/** Fresh agents with the same history; whatever an agent keeps outside of itself from one life to the next shows here. */
export const sameAnswers: Check = {
  name: 'same answers',
  rule: 'the same observations bring the same answers',
  find: ({ subject, trials }) => {
    for (const trial of trials) {
      const again = askFresh(subject, trial.asked);
      const j = firstChange(trial.said, again);
      if (j === null) continue;
      const [before, after] = [trial.said[j] as Said, again[j] as Said];
      const witness = `answered ${wordsFor(before)}, and when everything was played again ${wordsFor(after)}, ${placeOf(trial, trial.asked[j] as Asked)}`;
      return { holds: false, witness };
    }
    return { holds: true };
  },
};
