import { useEffect, useRef, useState } from 'preact/hooks';
import { ask } from './ask.ts';
import type { QuestionKind, Questions } from './worker/questions.ts';

interface Answer<K extends QuestionKind> {
  /** The latest that came, perhaps to the question before; null before the first. */
  readonly answer: Questions[K]['answer'] | null;
  /** Whether it belongs to what is asked now. */
  readonly current: boolean;
  readonly error: string | null;
  /** Milliseconds that the latest answer took. */
  readonly took: number;
}

/** The worker's answer to a question, asked again when `key` changes; a null question asks nothing. */
export const useAnswer = <K extends QuestionKind>(
  kind: K,
  question: Questions[K]['ask'] | null,
  key: string,
  channel: string = kind,
): Answer<K> => {
  const [got, setGot] = useState<Omit<Answer<K>, 'current'> & { readonly key: string }>({
    answer: null,
    error: null,
    took: 0,
    key: '',
  });
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);
  useEffect(() => {
    if (question === null) return;
    const started = performance.now();
    ask(kind, question, channel).then(
      (answer) => {
        if (answer !== null && alive.current) setGot({ answer, error: null, took: performance.now() - started, key });
      },
      (error: Error) => {
        if (alive.current) setGot({ answer: null, error: error.message, took: 0, key });
      },
    );
  }, [key, question === null]);
  return { ...got, current: got.key === key };
};
