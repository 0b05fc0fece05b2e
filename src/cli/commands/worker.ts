import { availableParallelism } from 'node:os';
import { stopSignal } from '../stopSignal.ts';
import { connectRedis } from '../sweep/queue/connectRedis.ts';
import { serveSweeps } from '../sweep/queue/serveSweeps.ts';

interface WorkerOptions {
  readonly queue: string;
  readonly workers?: number;
  readonly memory?: number;
  readonly agents: string;
}

/** `forespot worker`: this machine's cores for the sweeps of a Redis, until it is asked to stop. */
export const workerCommand = async ({ queue, workers, memory, agents }: WorkerOptions): Promise<number> => {
  const place = await connectRedis(queue);
  const stop = new AbortController();
  let status = 0;
  const watching = stopSignal().subscribe((asked) => {
    status = asked;
    stop.abort();
  });
  try {
    process.stderr.write(`waiting for sweeps at ${place.shown}\n`);
    await serveSweeps({
      queue: place,
      workers: workers ?? availableParallelism(),
      memory,
      agents,
      stop: stop.signal,
    });
    return status;
  } finally {
    watching.unsubscribe();
    place.close();
  }
};
