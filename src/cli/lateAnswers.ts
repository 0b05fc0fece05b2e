import type { MarketEvent } from '../domain/events.ts';
import { OUT_OF_TIME } from './timeLimit.ts';

/** Listens to a run and to its log: an answer that came too late in one of them need not in the other. */
export const lateAnswers = () => {
  const last: { logged?: MarketEvent; fresh?: MarketEvent } = {};
  return {
    async *heardInLog(events: AsyncIterable<MarketEvent>): AsyncGenerator<MarketEvent> {
      for await (const event of events) {
        last.logged = event;
        yield event;
      }
    },
    *heardInFresh(events: Iterable<MarketEvent>): Generator<MarketEvent> {
      for (const event of events) {
        last.fresh = event;
        yield event;
      }
    },
    /** What to say of a difference at the last events heard; null where the clock has no part in it. */
    difference: (): string | null => lateAnswer(last.logged, last.fresh),
  };
};

/** What to say of an event that differs because one answer came too late and the other did not; null of any other. */
export const lateAnswer = (logged: MarketEvent | undefined, fresh: MarketEvent | undefined): string | null => {
  const [inLog, now] = [lateAgent(logged), lateAgent(fresh)];
  if (inLog === now) return null;
  const [agent, where] = now === null ? [inLog, 'in the log, but not now'] : [now, 'now, but not in the log'];
  return `${agent} gave ${OUT_OF_TIME} ${where}: that depends on the machine and on --answer-limit, and is no fault of the log`;
};

const lateAgent = (event: MarketEvent | undefined): string | null =>
  event?.kind === 'answer-refused' && event.reason.includes(OUT_OF_TIME) ? event.agent : null;
