import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** Whether there is a redis-server to start; tests that need one are skipped, and say so, where there is none. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
if (!hasRedis) console.warn('redis-server is not installed: the tests of sweeps over several machines are skipped');

/** A Redis of the test's own, on a free port, that keeps what it is told over a restart. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** A connection to look with. */
  readonly client: () => Redis;
  /** As kill -9 does. */
  readonly kill: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** Ends it and removes what it kept. */
  readonly close: () => Promise<void>;
}

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });

export const startRedis = async (...options: readonly string[]): Promise<RedisServer> => {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'forespot-redis-'));
  const clients: Redis[] = [];
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', ''];
    child = spawn('redis-server', [...args, ...options], { stdio: 'ignore' });
    for (let tries = 0; tries < 200; tries++) {
      const ping = spawnSync('redis-cli', ['-p', String(port), 'ping'], { encoding: 'utf8' });
      if (/PONG|NOAUTH/.test(ping.stdout + ping.stderr)) return;
      await setTimeout(25);
    }
    throw new Error('redis-server does not answer');
  };
  const kill = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill('SIGKILL')) await ended;
  };
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    client: () => {
      const client = new Redis(port, '127.0.0.1');
      client.on('error', () => {});
      clients.push(client);
      return client;
    },
    kill,
    restart: start,
    close: async () => {
      for (const client of clients) client.disconnect();
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
