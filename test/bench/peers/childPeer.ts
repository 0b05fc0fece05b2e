import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A peer in a process of its own, that is asked one question at a time and says how much of the processor's time it took. */
export interface Peer {
  readonly ask: (question: string) => Promise<{ readonly nanoseconds: number; readonly figure: number }>;
  readonly close: () => void;
}

export const childPeer = (command: string, args: readonly string[]): Peer => {
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit').then((): [] => []);
  return {
    ask: async (question) => {
      child.stdin.write(`${question}\n`);
      const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string?];
      if (line === undefined) throw new Error(`${command} ended at '${question}'`);
      const [nanoseconds, figure] = line.split(' ').map(Number) as [number, number];
      return { nanoseconds, figure };
    },
    close: () => child.stdin.end(),
  };
};
