import type { Redis, RedisOptions } from 'ioredis';
import { messageOf } from '../../agentModule.ts';
import { UserFault } from '../../failure.ts';
import { type RedisAddress, redisAddress } from './redisAddress.ts';

/** Connections to one Redis that stay up: where it goes away, commands wait until it is back. */
export interface RedisPlace {
  readonly redis: Redis;
  /** `host:port` */
  readonly shown: string;
  /** One more connection, closed with the others. */
  readonly another: () => Redis;
  readonly close: () => void;
}

/** Milliseconds in which a Redis answers for the first time, or is none. */
const PATIENCE = 3000;
const OLDEST = [6, 2] as const;

/**
 * Connects to the Redis of an address and looks whether it can carry a queue. Throws a UserFault with a sentence for whatever is
 * wrong with it; what may go wrong later (it keeps nothing over a restart, it may drop keys) is said on stderr.
 */
export const connectRedis = async (queue: string): Promise<RedisPlace> => {
  const address = redisAddress(queue);
  const { Redis: Client } = await import('ioredis');
  await lookAt(new Client({ ...optionsOf(address), ...ONCE }), address);
  const connections: Redis[] = [];
  const another = (): Redis => {
    // BullMQ wants its commands to wait for ever.
    const connection = new Client({ ...optionsOf(address), maxRetriesPerRequest: null });
    connection.on('error', () => {});
    connections.push(connection);
    return connection;
  };
  const redis = another();
  let lost = false;
  redis.on('close', () => {
    if (!lost) process.stderr.write(`Redis at ${address.shown} has gone away: waiting for it\n`);
    lost = true;
  });
  redis.on('ready', () => {
    if (lost) process.stderr.write(`Redis at ${address.shown} is back\n`);
    lost = false;
  });
  return {
    redis,
    shown: address.shown,
    another,
    close: () => {
      redis.removeAllListeners('close');
      for (const connection of connections) connection.disconnect();
    },
  };
};

const optionsOf = ({ host, port, db, username, password, tls }: RedisAddress) =>
  ({
    host,
    port,
    db,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
    connectTimeout: PATIENCE,
    retryStrategy: (times: number) => Math.min(50 * times, 1000),
  }) satisfies RedisOptions;

const ONCE = {
  lazyConnect: true,
  retryStrategy: () => null,
  maxRetriesPerRequest: 0,
  enableReadyCheck: false,
  commandTimeout: PATIENCE,
} satisfies RedisOptions;

const lookAt = async (redis: Redis, { shown }: RedisAddress): Promise<void> => {
  let last: unknown;
  redis.on('error', (error) => {
    last = error;
  });
  try {
    await redis.connect();
    const info = await redis.info();
    const version = /redis_version:(\S+)/.exec(info)?.[1];
    if (version === undefined) throw new Error('no redis_version');
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
      throw new UserFault([
        `--queue: Redis at ${shown} is version ${version}; a queue needs ${OLDEST.join('.')} or newer`,
      ]);
    }
    if (/role:slave/.test(info)) throw new UserFault([`--queue: Redis at ${shown} is a replica: name its master`]);
    if (/aof_enabled:0/.test(info)) {
      process.stderr.write(
        `Redis at ${shown} forgets the queue when it is restarted (appendonly no): the sweep then puts it back, and cells not yet collected are run again\n`,
      );
    }
    const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1] ?? 'noeviction';
    if (policy !== 'noeviction') {
      throw new UserFault([
        `--queue: Redis at ${shown} drops keys when it is full (maxmemory-policy ${policy}): set it to noeviction`,
      ]);
    }
  } catch (error) {
    throw error instanceof UserFault ? error : new UserFault([`--queue: ${sentenceFor(error, last, shown)}`]);
  } finally {
    redis.disconnect();
  }
};

const sentenceFor = (error: unknown, last: unknown, shown: string): string => {
  const text = `${messageOf(error)} ${last === undefined ? '' : messageOf(last)}`;
  const code = [error, last].map((one) => (one as { readonly code?: string } | undefined)?.code).find(Boolean) ?? '';
  if (/NOAUTH/.test(text)) {
    return `Redis at ${shown} asks for a password: write redis://:PASSWORD@${shown}, or put it into FORESPOT_REDIS_PASSWORD`;
  }
  if (/WRONGPASS|invalid password|without any password configured/i.test(text)) {
    return `Redis at ${shown} does not take this user and password`;
  }
  if (code === 'ECONNREFUSED')
    return `nothing answers at ${shown}: start a Redis there (redis-server), or mend the address`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `there is no machine of this name: ${shown}`;
  if (/LOADING/.test(text)) return `Redis at ${shown} is still loading its data: try again in a moment`;
  if (/NOPERM/.test(text)) return `Redis at ${shown} does not let this user do what a queue needs`;
  if (code === 'ETIMEDOUT' || /ETIMEDOUT/.test(text)) return `${shown} does not answer`;
  if (
    /protocol error|Command timed out|Connection is closed|ECONNRESET|EPIPE|redis_version|RESP type/i.test(
      `${text} ${code}`,
    )
  ) {
    return `what answers at ${shown} is no Redis`;
  }
  return `Redis at ${shown}: ${text.trim()}`;
};

/** Whether a command was refused because the memory of Redis is full. */
export const isFull = (error: unknown): boolean =>
  /^(ReplyError: )?OOM |OOM command not allowed/.test(messageOf(error));
