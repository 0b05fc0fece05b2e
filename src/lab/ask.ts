import { startWorker } from './startWorker.ts';
import type { Answered, Asked } from './worker/answerQuestion.ts';
import type { QuestionKind, Questions } from './worker/questions.ts';

interface Waiting {
  readonly asked: Asked;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Asks the theory worker. On each channel the latest question wins: one that waits is dropped for a newer one, and its promise
 * resolves with null. What is being computed is finished, so that a figure follows the hand that drags it.
 */
const createAsk = () => {
  const waiting = new Map<string, Waiting>();
  let worker: Worker | null = null;
  let busy: Waiting | null = null;
  let last = 0;

  const next = (): void => {
    const [first] = waiting;
    if (busy !== null || first === undefined) return;
    const [channel, question] = first;
    waiting.delete(channel);
    busy = question;
    worker ??= start();
    worker.postMessage(question.asked);
  };
  const start = (): Worker => {
    const made = startWorker('theory');
    made.onmessage = ({ data }: MessageEvent<Answered>) => {
      const asked = busy;
      busy = null;
      next();
      if (asked === null) return;
      if ('error' in data) asked.reject(new Error(data.error));
      else asked.resolve(data.answer);
    };
    made.onerror = (event) => {
      const asked = busy;
      [busy, worker] = [null, null];
      asked?.reject(new Error(event.message || 'the theory worker could not be started'));
      next();
    };
    return made;
  };

  return <K extends QuestionKind>(
    kind: K,
    ask: Questions[K]['ask'],
    channel: string = kind,
  ): Promise<Questions[K]['answer'] | null> =>
    new Promise((resolve, reject) => {
      waiting.get(channel)?.resolve(null);
      last += 1;
      const asked: Asked = { id: last, kind, ask };
      waiting.set(channel, { asked, resolve: resolve as (answer: unknown) => void, reject });
      next();
    });
};

export const ask = createAsk();
