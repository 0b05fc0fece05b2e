import { expect } from 'vitest';
import type { Workplace } from './workplace.ts';

/** Calls that must succeed and say nothing on stderr: for what a command prints, and for the value that it prints with --json. */
export const succeeding = (run: Workplace['run']) => {
  const text = (...args: readonly string[]): string => {
    const { stdout, stderr, status } = run(...args);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    return stdout;
  };
  return { text, answer: (...args: readonly string[]) => JSON.parse(text(...args, '--json')) };
};
