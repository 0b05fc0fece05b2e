import { type Asked, type Check, type Finding, placeOf, type Said, type Trial, wordsFor } from './material.ts';

/** A run would refuse what this finds, and the agent would lose its turn. */
export const insideBounds: Check = {
  name: 'inside bounds',
  rule: 'answers are demands in [0, supply] and reports in the support, or errors that say why there is none',
  find: ({ trials }) => {
    for (const trial of trials) {
      for (const [j, said] of trial.said.entries()) {
        const wrong = fault(trial, trial.asked[j] as Asked, said);
        if (wrong !== null) return wrong;
      }
    }
    const answers = trials.flatMap(({ said }) => said);
    const refusal = answers[0]?.failure;
    return answers.some(({ failure }) => failure === null) || refusal === undefined || refusal === null
      ? { holds: true }
      : { holds: false, witness: `answered none of ${answers.length} times: ${refusal.message}` };
  },
};

const fault = (trial: Trial, asked: Asked, said: Said): Finding | null => {
  const { failure, answer } = said;
  if (failure?.deliberate === true) return null;
  if (failure !== null) return { holds: false, witness: `failed (${failure.message}), ${placeOf(trial, asked)}` };
  const { supply, support } = asked.observation.public.economy;
  const { min, max } = asked.market === 'forward' ? { min: 0, max: supply } : support;
  if (typeof answer === 'number' && answer >= min && answer <= max) return null;
  const witness = `answered ${wordsFor(said)}, expected a number between ${min} and ${max}, ${placeOf(trial, asked)}`;
  return { holds: false, witness };
};
