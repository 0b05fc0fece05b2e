import { type LatticeQuestion, latticeSums } from '../numerics/latticeSums.ts';
import { type Compiled, instantiate, reserve } from './webAssembly.ts';

/** latticeSums, in WebAssembly where the machine has it with vectors: the same answers to the bit. */
export const latticeKernel = (question: LatticeQuestion): Float64Array => {
  const compiled = instantiate();
  return compiled === null ? latticeSums(question) : compiledLatticeSums(compiled, question);
};

/**
 * Two questions at a time, as many times as there are pairs; what is asked and answered lies in WebAssembly's memory pair by pair.
 * Cost: about 4 n c multiplications a question, two at once; memory 4 sqrt(n) c numbers.
 */
export const compiledLatticeSums = (
  compiled: Compiled,
  { length, steps, shares, happens, questions }: LatticeQuestion,
): Float64Array => {
  const n = steps.length;
  const size = Math.max(1, Math.ceil(Math.sqrt(n)));
  let end = (compiled.heapBase() + 15) & ~15;
  const take = (bytes: number): number => {
    const at = end;
    end += (bytes + 15) & ~15;
    return at;
  };
  const places = {
    steps: take(n * 4),
    shares: take(n * 8),
    happens: take(n * 16),
    starts: take(Math.ceil(n / size) * length * 16),
    laws: take((size + 1) * length * 16),
    value: take((length + 1) * 16),
    answers: take((n + 1) * 16),
  };
  reserve(compiled, end);
  const { buffer } = compiled.memory;
  new Int32Array(buffer, places.steps, n).set(steps);
  new Float64Array(buffer, places.shares, n).set(shares);
  const asked = new Float64Array(buffer, places.happens, 2 * n);
  const answered = new Float64Array(buffer, places.answers, 2 * (n + 1));
  const answers = new Float64Array(questions * (n + 1));
  for (let t = 0; t < questions; t += 2) {
    // An odd last question is asked twice.
    const twin = Math.min(t + 1, questions - 1);
    for (let i = 0; i < n; i++) {
      asked[2 * i] = happens[t * n + i] as number;
      asked[2 * i + 1] = happens[twin * n + i] as number;
    }
    compiled.latticeSums(
      n,
      length,
      size,
      places.steps,
      places.shares,
      places.happens,
      places.starts,
      places.laws,
      places.value,
      places.answers,
    );
    for (let i = 0; i <= n; i++) {
      answers[t * (n + 1) + i] = answered[2 * i] as number;
      answers[twin * (n + 1) + i] = answered[2 * i + 1] as number;
    }
  }
  return answers;
};
