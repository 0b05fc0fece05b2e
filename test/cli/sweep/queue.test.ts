import { spawn } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectRedis } from '../../../src/cli/sweep/queue/connectRedis.ts';
import { openSweepQueue } from '../../../src/cli/sweep/queue/sweepQueue.ts';
import { freePort, hasRedis, type RedisServer, startRedis } from '../../support/redisServer.ts';
import { bundled, workplace } from '../workplace.ts';

const { run, folder, path, write } = workplace();
const COMMAND = resolve('dist/src/cli/main.js');
/** So many that work is left when collector, worker and Redis are killed, however fast a cell is. */
const CELLS = 2000;

write(
  'figure.yaml',
  `name: figure
scenario: ${bundled('figure-1-k1-0.333')}
factors: { k1: { field: agents.a1.maxDemand, from: 1/3000, to: 2/3, count: ${CELLS} } }
outcomes: { interior: solve.interior.expectedSurplus, paid: solve.forward.payments }
`,
);

interface Begun {
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }>;
}
const running = new Set<() => void>();
const begin = (...args: readonly string[]): Begun => {
  const child = spawn(process.execPath, [COMMAND, ...args], { cwd: folder });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    said.stdout += text;
  });
  child.stderr.on('data', (text) => {
    said.stderr += text;
  });
  const kill = (signal: NodeJS.Signals): void => void child.kill(signal);
  const end = (): void => kill('SIGKILL');
  running.add(end);
  const ended = new Promise<Awaited<Begun['ended']>>((done) =>
    child.on('close', (status) => {
      running.delete(end);
      done({ status, ...said });
    }),
  );
  return { kill, ended };
};
afterEach(() => {
  for (const end of running) end();
});

const resultsKey = async (client: Redis): Promise<string | undefined> => (await client.keys('forespot:*:results'))[0];
const atLeast = async (client: Redis, results: number): Promise<void> => {
  for (;;) {
    const key = await resultsKey(client);
    if (key !== undefined && (await client.llen(key)) >= results) return;
    await setTimeout(10);
  }
};
const stored = async (out: string): Promise<void> => {
  while ((statSync(path(join(out, 'cells.ndjson')), { throwIfNoEntry: false })?.size ?? 0) === 0) await setTimeout(10);
};
const sameFiles = (one: string, other: string): void => {
  for (const file of ['cells.parquet', 'cells.csv', 'study.json']) {
    const [a, b] = [one, other].map((directory) => readFileSync(path(join(directory, file))));
    expect({ file, same: b?.equals(a as Buffer) }).toEqual({ file, same: true });
  }
};

describe.skipIf(!hasRedis)('a sweep over several machines', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
    expect(run('sweep', 'figure.yaml', '--out', 'local').status).toBe(0);
  }, 60_000);
  afterAll(() => redis.close());

  test('has every cell once and the local bytes, though a worker, the collector and Redis are killed on the way', async () => {
    const client = redis.client();
    const workers = [1, 2].map(() => begin('worker', '--queue', redis.url, '--workers', '1'));
    const collector = begin('sweep', 'figure.yaml', '--queue', redis.url, '--out', 'first');
    await atLeast(client, 30);
    collector.kill('SIGKILL');
    const elsewhere = begin('sweep', 'figure.yaml', '--queue', redis.url, '--attach', '--out', 'elsewhere', '--json');
    await stored('elsewhere');
    workers[0]?.kill('SIGKILL');
    await setTimeout(300);
    // Appendonly keeps what is a second old.
    await redis.kill();
    await setTimeout(300);
    await redis.restart();
    const { status, stdout, stderr } = await elsewhere.ended;
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringMatching(/Redis at 127\.0\.0\.1:\d+ has gone away: waiting for it\n/),
    });
    expect(JSON.parse(stdout)).toMatchObject({ rows: CELLS, cells: CELLS, computed: CELLS, failed: 0 });
    const lines = await client.lrange((await resultsKey(client)) as string, 0, -1);
    const indices = lines.map((line) => Number(line.split(' ')[0])).sort((a, b) => a - b);
    expect(indices).toEqual(Array.from({ length: CELLS }, (_, index) => index));
    sameFiles('elsewhere', 'local');

    // The first collector comes back, takes what it lacks, and clears up.
    const back = run('sweep', 'figure.yaml', '--queue', redis.url, '--out', 'first', '--json');
    const { reused, computed } = JSON.parse(back.stdout);
    expect(reused).toBeGreaterThanOrEqual(1);
    expect(reused + computed).toBe(CELLS);
    sameFiles('first', 'local');
    workers[1]?.kill('SIGTERM');
    const worker = await workers[1]?.ended;
    expect(worker?.status).toBe(143);
    expect(worker?.stderr).toContain(`figure: taking part, ${CELLS} cells in all\n`);
    await client.flushall();
  }, 90_000);

  test('is put into Redis again when Redis forgets it', async () => {
    const client = redis.client();
    const collector = begin('sweep', 'figure.yaml', '--queue', redis.url, '--out', 'forgotten', '--json');
    for (;;) {
      if ((await client.hlen('forespot:sweeps')) === 1) break;
      await setTimeout(20);
    }
    await client.flushall();
    const worker = begin('worker', '--queue', redis.url, '--workers', '2');
    const { status, stderr } = await collector.ended;
    expect(status).toBe(0);
    expect(stderr).toContain(`Redis at 127.0.0.1:${redis.port} has lost the sweep: it is put there again\n`);
    sameFiles('forgotten', 'local');
    worker.kill('SIGINT');
    expect((await worker.ended).status).toBe(130);
    await client.flushall();
  }, 90_000);

  const announced = (more: object) =>
    JSON.stringify({ id: 'other', name: 'other', version: '0.1.0', cells: 1, modules: {}, ...more });

  test.each([
    [
      { version: '9.9.9' },
      'other: this sweep is of forespot 9.9.9 and this worker of 0.1.0, whose results may differ: install 9.9.9 here',
    ],
    [
      { modules: { './none.mjs': 'x' } },
      `other: its agent ./none.mjs is not here: copy it to ${join(folder, 'none.mjs')}, or name the folder that its path starts from with --agents`,
    ],
    [
      { modules: { './figure.yaml': 'x' } },
      `other: its agent ./figure.yaml is another file than ${path('figure.yaml')} here: copy it again`,
    ],
    [
      { modules: { '../../x.mjs': 'x' } },
      'other: its agent ../../x.mjs lies outside of the folder .: name the folder that its path starts from with --agents',
    ],
  ])('of which a worker cannot run a cell as its author would (%j) gets none from it', async (more, sentence) => {
    const client = redis.client();
    await client.hset('forespot:sweeps', 'other', announced(more));
    const { status, stderr } = run('worker', '--queue', redis.url);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `waiting for sweeps at 127.0.0.1:${redis.port}\n${sentence}\n`,
    });
    await client.flushall();
  });

  test('keeps the first result of a cell, whoever else brings one', async () => {
    const place = await connectRedis(redis.url);
    const sweep = await openSweepQueue(place, 'twice');
    const result = (value: number) => ({ values: [value], failure: null });
    await sweep.record([
      [7, result(1)],
      [3, result(Number.POSITIVE_INFINITY)],
    ]);
    await sweep.record([
      [7, result(2)],
      [4, { values: [null], failure: { kind: 'failed', reason: 'no' } }],
    ]);
    expect(await sweep.missing([3, 4, 5, 7])).toEqual([5]);
    expect(await sweep.resultsFrom(0)).toEqual([
      [7, result(1)],
      [3, result(Number.POSITIVE_INFINITY)],
      [4, { values: [null], failure: { kind: 'failed', reason: 'no' } }],
    ]);
    expect(await sweep.count()).toBe(3);
    await sweep.queue.close();
    place.close();
    await redis.client().flushall();
  });

  test('that nobody started cannot be attached to', () => {
    const { status, stderr } = run('sweep', 'figure.yaml', '--queue', redis.url, '--attach', '--out', 'none');
    const sentence = `--attach: Redis at 127.0.0.1:${redis.port} has no such sweep: start it with forespot sweep --queue, from the same study and version\n`;
    expect({ status, stderr }).toEqual({ status: 2, stderr: sentence });
    expect(run('sweep', 'figure.yaml', '--attach').stderr).toBe(
      '--attach collects a sweep from a Redis: give its address with --queue\n',
    );
  });
});

describe.skipIf(!hasRedis)('a Redis', () => {
  const refusedAt = async (url: string): Promise<string> => {
    rmSync(path('at'), { recursive: true, force: true });
    return (await begin('sweep', 'figure.yaml', '--queue', url, '--out', 'at').ended).stderr;
  };

  test('with a password is told it, in the address or in the environment', async () => {
    const redis = await startRedis('--requirepass', 'open sesame');
    try {
      const place = `127.0.0.1:${redis.port}`;
      expect(await refusedAt(redis.url)).toBe(
        `--queue: Redis at ${place} asks for a password: write redis://:PASSWORD@${place}, or put it into FORESPOT_REDIS_PASSWORD\n`,
      );
      expect(await refusedAt(`redis://:wrong@${place}`)).toBe(
        `--queue: Redis at ${place} does not take this user and password\n`,
      );
      write('one.yaml', readFileSync(path('figure.yaml'), 'utf8').replace(`count: ${CELLS}`, 'count: 2'));
      const worker = begin('worker', '--queue', `redis://:open%20sesame@${place}`, '--workers', '1');
      process.env['FORESPOT_REDIS_PASSWORD'] = 'open sesame';
      const collected = run('sweep', 'one.yaml', '--queue', redis.url, '--out', 'secret', '--json');
      delete process.env['FORESPOT_REDIS_PASSWORD'];
      expect(JSON.parse(collected.stdout)).toMatchObject({ computed: 2, failed: 0 });
      worker.kill('SIGTERM');
      const { stderr } = await worker.ended;
      expect(stderr + collected.stderr).not.toContain('sesame');
    } finally {
      await redis.close();
    }
  }, 60_000);

  test('that is full, drops keys, or forgets, is spoken of', async () => {
    const redis = await startRedis('--maxmemory', '1mb');
    const place = `127.0.0.1:${redis.port}`;
    try {
      expect(await refusedAt(redis.url)).toBe(
        `--queue: Redis at ${place} is full: raise its maxmemory, or empty it, and give the command again; nothing is lost\n`,
      );
      const client = redis.client();
      await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
      expect(await refusedAt(redis.url)).toBe(
        `--queue: Redis at ${place} drops keys when it is full (maxmemory-policy allkeys-lru): set it to noeviction\n`,
      );
      await client.config('SET', 'maxmemory-policy', 'noeviction');
      await client.config('SET', 'appendonly', 'no');
      expect(await refusedAt(redis.url)).toContain(
        `Redis at ${place} forgets the queue when it is restarted (appendonly no)`,
      );
    } finally {
      await redis.close();
    }
  }, 60_000);
});

describe('an address', () => {
  test('where nothing answers, or what answers is no Redis, is refused with a sentence', async () => {
    const port = await freePort();
    const at = (address: string) => begin('worker', '--queue', address).ended;
    expect(await at(`redis://127.0.0.1:${port}`)).toMatchObject({
      status: 2,
      stderr: `--queue: nothing answers at 127.0.0.1:${port}: start a Redis there (redis-server), or mend the address\n`,
    });
    const web = createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await setTimeout(50);
    for (const server of [web, silent]) {
      const place = `127.0.0.1:${(server.address() as { readonly port: number }).port}`;
      expect(await at(`redis://${place}`)).toMatchObject({
        status: 2,
        stderr: `--queue: what answers at ${place} is no Redis\n`,
      });
      server.close();
    }
  }, 60_000);

  test.each([
    ['localhost', '--queue: expected redis://HOST:PORT, redis://:PASSWORD@HOST:PORT or rediss:// for TLS\n'],
    [
      'http://localhost',
      '--queue: expected redis://HOST:PORT, redis://:PASSWORD@HOST:PORT or rediss:// for TLS, got one that begins with http://\n',
    ],
    ['redis://localhost/x', '--queue: expected the number of a database after the port, got /x\n'],
  ])('%s is refused', (address, sentence) =>
    expect(run('worker', '--queue', address)).toEqual({ status: 2, stdout: '', stderr: sentence }),
  );
});
