import { record } from '../../log/shapes.ts';
import { messageOf } from '../agentModule.ts';
import { ask } from './ask.ts';
import {
  type Asked,
  type Check,
  type Finding,
  firstChange,
  type Player,
  placeOf,
  type Said,
  type Subject,
  type Trial,
  wordsFor,
} from './material.ts';

/** Each agent is stopped after its first answer and in the middle, and somebody else goes on with what it saved. */
export const savedMemory: Check = {
  name: 'memory',
  rule: 'what it remembers can be saved as JSON, and an agent restored from it goes on alike',
  find: ({ subject, trials }) => {
    for (const trial of trials) {
      for (const own of lives(trial)) {
        for (const stop of new Set([1, Math.floor(own.length / 2)])) {
          if (stop >= own.length) continue;
          const finding = goesOn(subject, trial, own, stop);
          if (!finding.holds) return finding;
        }
      }
    }
    return { holds: true };
  },
};

/** What was asked of one agent in one market. */
const lives = ({ asked, cast, situation }: Trial): readonly (readonly Asked[])[] =>
  cast.flatMap((market) =>
    situation.scenario.agents.map((_, agent) => asked.filter((call) => call.market === market && call.agent === agent)),
  );

const goesOn = (subject: Subject, trial: Trial, own: readonly Asked[], stop: number): Finding => {
  const { market } = own[0] as Asked;
  const askAll = (player: Player, calls: readonly Asked[]): readonly Said[] =>
    calls.map((call) => ask(subject, player, call));
  const [before, after] = [own.slice(0, stop), own.slice(stop)];
  const veteran = subject.create(market);
  askAll(veteran, before);
  const heir = subject.create(market);
  const { save } = veteran;
  const { restore } = heir;
  if ((save === undefined) !== (restore === undefined)) {
    return { holds: false, witness: `has ${save === undefined ? 'restore without save' : 'save without restore'}` };
  }
  if (save !== undefined && restore !== undefined) {
    try {
      const saved = subject.watched('in save', save);
      const lost = record({})({ saved }, new Map());
      if (lost !== null) return { holds: false, witness: `gave by save what JSON cannot hold, ${lost.slice(1)}` };
      subject.watched('in restore', () => restore(JSON.parse(JSON.stringify(saved))));
    } catch (error) {
      return { holds: false, witness: `failed in save or restore: ${messageOf(error)}` };
    }
  }
  const [going, gone] = [askAll(veteran, after), askAll(heir, after)];
  const j = firstChange(going, gone);
  if (j === null) return { holds: true };
  const place = placeOf(trial, after[j] as Asked);
  const [expected, got] = [wordsFor(going[j] as Said), wordsFor(gone[j] as Said)];
  return {
    holds: false,
    witness:
      save === undefined
        ? `remembers, but has neither save nor restore: answered ${expected}, and without its past ${got}, ${place}`
        : `answered ${expected}, and restored from what it had saved ${got}, ${place}`,
  };
};
