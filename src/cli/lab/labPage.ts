import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';

/** The page itself, which says in `data-live` whether there is a run to follow, and what everything is sent with. */
export const labPage = (folder: string, live: boolean) => {
  // Read for each request: after a new build it names other files.
  const read = (): string => readFileSync(join(folder, 'index.html'), 'utf8');
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(read())?.[1];
  if (policy === undefined) throw new Error('the page has no content security policy');
  const headers: Readonly<Record<string, string>> = {
    // A header can say what a page cannot: who may frame it.
    'Content-Security-Policy': `${policy}; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-cache',
  };
  return {
    headers,
    send: (request: IncomingMessage, response: ServerResponse): void => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(request.method === 'HEAD' ? undefined : read().replace('<html', live ? '<html data-live' : '<html'));
    },
  };
};
