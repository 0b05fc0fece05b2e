import { UserFault } from '../../failure.ts';

/** Where a Redis is, and what it asks of whoever comes. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly tls: boolean;
  /** `host:port`, for sentences: without the password. */
  readonly shown: string;
}

/** Passwords in a command line are seen by everybody on the machine. */
const PASSWORD = 'FORESPOT_REDIS_PASSWORD';
const SHAPE = 'redis://HOST:PORT, redis://:PASSWORD@HOST:PORT or rediss:// for TLS';

/** Reads `redis://user:password@host:port/db`; the password may stand in FORESPOT_REDIS_PASSWORD instead. Throws a UserFault. */
export const redisAddress = (text: string): RedisAddress => {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UserFault([`--queue: expected ${SHAPE}`]);
  }
  const db = url.pathname === '' || url.pathname === '/' ? 0 : Number(url.pathname.slice(1));
  if (!['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '') {
    throw new UserFault([`--queue: expected ${SHAPE}, got one that begins with ${url.protocol}//`]);
  }
  if (!Number.isInteger(db) || db < 0) {
    throw new UserFault([`--queue: expected the number of a database after the port, got ${url.pathname}`]);
  }
  const port = url.port === '' ? 6379 : Number(url.port);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    db,
    username: url.username === '' ? undefined : decodeURIComponent(url.username),
    password: url.password === '' ? process.env[PASSWORD] : decodeURIComponent(url.password),
    tls: url.protocol === 'rediss:',
    shown: `${url.hostname}:${port}`,
  };
};
