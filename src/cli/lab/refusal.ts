import type { IncomingMessage } from 'node:http';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

/**
 * Why a request is not answered, or null. A server on the loopback address answers to its own names alone: a page of somebody
 * else's, whose name was made to lead here (DNS rebinding), could otherwise read the run.
 */
export const refusal = (
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  host: string,
): { readonly status: number; readonly reason: string } | null => {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, reason: 'this server only shows things' };
  if (isLoopback(host) && !LOOPBACK.test(headers.host ?? ''))
    return { status: 403, reason: 'this server answers to localhost alone' };
  return null;
};
