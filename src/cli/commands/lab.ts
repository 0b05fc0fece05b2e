import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { firstValueFrom } from 'rxjs';
import sirv from 'sirv';
import { codeOf } from '../../log/fileError.ts';
import { locateLog } from '../../log/runFiles.ts';
import { EXIT, UserFault } from '../failure.ts';
import { print } from '../format.ts';
import { labFolder } from '../lab/labFolder.ts';
import { labPage } from '../lab/labPage.ts';
import { refusal } from '../lab/refusal.ts';
import { sendLog } from '../lab/sendLog.ts';
import { stopSignal } from '../stopSignal.ts';

interface LabOptions {
  readonly port: number;
  readonly host: string;
}

/** `forespot lab`: serves the page, and with a run's folder or log that run as it is written, until it is told to stop. */
export const labCommand = async (directory: string | undefined, { port, host }: LabOptions): Promise<number> => {
  const log = directory === undefined ? null : locateLog(directory).events;
  const folder = labFolder();
  const page = labPage(folder, log !== null);
  // `dev` looks at the disk for each request: a file that is gone, as after a new build, is then not there, and no end of the server.
  const files = sirv(folder, { dev: true, etag: true });
  const server = createServer((request, response) => {
    const refused = refusal(request, host);
    if (refused !== null) return refuse(response, refused);
    for (const [name, value] of Object.entries(page.headers)) response.setHeader(name, value);
    const path = (request.url ?? '/').split('?')[0];
    if (path === '/' || path === '/index.html') return page.send(request, response);
    if (path === '/live' && log !== null) return sendLog(log, request, response);
    files(request, response, () => refuse(response, { status: 404, reason: 'there is no such file' }));
  });
  const stop = firstValueFrom(stopSignal());
  const { port: bound } = await listening(server, port, host);
  print(
    `forespot lab: http://${host.includes(':') ? `[${host}]` : host}:${bound}/${log === null ? '' : `  follows ${log}`}`,
  );
  print('Ctrl-C ends it');
  await stop;
  server.closeAllConnections();
  server.close();
  return EXIT.done;
};

const listening = (server: Server, port: number, host: string): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const code = codeOf(error);
      if (code === 'EADDRINUSE')
        reject(
          new UserFault([
            `forespot: port ${port} is taken: choose another with --port, or --port 0 for any that is free`,
          ]),
        );
      else if (code === 'EACCES')
        reject(
          new UserFault([
            `forespot: port ${port} needs rights that you do not have: choose one above 1023 with --port`,
          ]),
        );
      else if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EINVAL')
        reject(
          new UserFault([
            `forespot: --host ${host}: expected an address of this machine, such as 127.0.0.1 or 0.0.0.0`,
          ]),
        );
      else reject(error);
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });

const refuse = (
  response: ServerResponse<IncomingMessage>,
  { status, reason }: { readonly status: number; readonly reason: string },
): void => {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${reason}\n`);
};
