import { askFresh } from './ask.ts';
import {
  type Asked,
  type Check,
  type Finding,
  firstChange,
  placeOf,
  type Said,
  type Trial,
  wordsFor,
} from './material.ts';
import { playSituation } from './playSituation.ts';

/**
 * Each agent's answers are compared between two worlds that differ in the others' types alone. In the first cycle it sees the same
 * in both. Later it sees what the markets made of the difference, so there it is shown the first world while the others live in
 * the second: what they know of one another can only have passed behind the observations.
 */
export const noLeak: Check = {
  name: 'no leak',
  rule: "others' types drawn again change no answer",
  find: ({ subject, trials }) => {
    for (const trial of trials) {
      for (const agent of trial.situation.scenario.agents.keys()) {
        const redrawn = playSituation({ subject, situation: trial.situation, cast: trial.cast, keeping: agent });
        const first = compared(trial, ofFirstCycle(trial, agent), ofFirstCycle(redrawn, agent));
        if (!first.holds) return first;
        const mixed = inTurn([
          ...trial.asked.filter((call) => call.agent === agent),
          ...redrawn.asked.filter((call) => call.agent !== agent),
        ]);
        const answers = askFresh(subject, mixed);
        const own = mixed.flatMap((asked, j) => (asked.agent === agent ? [{ asked, said: answers[j] as Said }] : []));
        const later = compared(trial, callsOf(trial, agent), own);
        if (!later.holds) return later;
      }
    }
    return { holds: true };
  },
};

interface Call {
  readonly asked: Asked;
  readonly said: Said;
}

const callsOf = ({ asked, said }: Trial, agent: number): readonly Call[] =>
  asked.flatMap((call, j) => (call.agent === agent ? [{ asked: call, said: said[j] as Said }] : []));

const ofFirstCycle = (trial: Trial, agent: number): readonly Call[] =>
  callsOf(trial, agent).filter(({ asked }) => asked.cycle === 1);

const compared = (trial: Trial, before: readonly Call[], after: readonly Call[]): Finding => {
  const saidIn = (calls: readonly Call[]): readonly Said[] => calls.map(({ said }) => said);
  // A spot market that opens in one world alone has nobody to compare with.
  const shared = before.filter(({ asked }) => after.some((other) => sameTurn(asked, other.asked)));
  const others = after.filter(({ asked }) => before.some((other) => sameTurn(asked, other.asked)));
  const j = firstChange(saidIn(shared), saidIn(others));
  if (j === null) return { holds: true };
  const { asked, said } = shared[j] as Call;
  const witness = `answered ${wordsFor(said)}, and when the others' types were drawn again ${wordsFor((others[j] as Call).said)}, ${placeOf(trial, asked)}`;
  return { holds: false, witness };
};

const sameTurn = (a: Asked, b: Asked): boolean => a.cycle === b.cycle && a.market === b.market;

/** As a run asks: forward before spot, agents in their order. */
const inTurn = (asked: readonly Asked[]): readonly Asked[] =>
  [...asked].sort((a, b) => a.cycle - b.cycle || a.market.localeCompare(b.market) || a.agent - b.agent);
