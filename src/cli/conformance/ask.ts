import { messageOf } from '../agentModule.ts';
import type { Asked, Player, Said, Subject } from './material.ts';

/** What stands for a bug in the agent's own program, and not for an agent that will not answer. */
const BUGS = [TypeError, ReferenceError, RangeError, SyntaxError];

/** Asks an agent once. Never throws. */
export const ask = (subject: Subject, player: Player, { market, cycle, observation }: Asked): Said => {
  const method = market === 'forward' ? 'demand' : 'report';
  try {
    return { answer: subject.watched(`in ${method}, cycle ${cycle}`, () => player.answer(observation)), failure: null };
  } catch (error) {
    const message = messageOf(error);
    const deliberate = error instanceof Error && message !== '' && !BUGS.some((bug) => error instanceof bug);
    return { answer: undefined, failure: { message, deliberate } };
  }
};

/** Makes fresh agents, one for each agent and market that something is asked of, and asks them in turn. */
export const askFresh = (subject: Subject, asked: readonly Asked[]): readonly Said[] => {
  const players = new Map<string, Player>();
  return asked.map((call) => {
    const key = `${call.market} ${call.agent}`;
    const player = players.get(key) ?? subject.create(call.market);
    players.set(key, player);
    return ask(subject, player, call);
  });
};
