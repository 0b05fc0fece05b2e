import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EVENTS_FILE } from '../../log/runFiles.ts';
import type { Account } from '../../report/account.ts';
import { type Claim, claimsOf } from '../../report/claims.ts';
import { reportHtml } from '../../report/reportHtml.tsx';
import { EXIT, UserFault } from '../failure.ts';
import { print, printJson, table } from '../format.ts';
import { openLog } from '../openLog.ts';
import { readReport } from '../readReport.ts';
import { checkPlace, replaceFile } from '../replaceFile.ts';

interface ReportOptions {
  readonly out?: string;
  readonly cycles?: readonly number[];
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `forespot report`: a run as one page of HTML. */
export const reportCommand = async (path: string, options: ReportOptions): Promise<number> => {
  const { cycles, force = false, json } = options;
  const log = openLog(path);
  const out = options.out ?? placeBeside(log.file);
  if (existsSync(out) && existsSync(log.file) && realpathSync(out) === realpathSync(log.file))
    throw new UserFault([`forespot: ${out} is the log itself: choose another file by --out`]);
  const place = { path: out, mark: '<!doctype html>', force };
  checkPlace(place);
  const { account, origin, status } = await readReport(log, cycles ?? 'telling');
  if (account === null) {
    const why = status.broken ?? `${log.file} holds no cycle that closed: there is nothing to report yet`;
    if (status.broken === null) throw new UserFault([`forespot: ${why}`]);
    print(why);
    return EXIT.no;
  }
  checkCycles(cycles ?? [], account);
  const claims = claimsOf(account, status);
  const digest = (text: string): string => createHash('sha256').update(text).digest('base64');
  const html = reportHtml({ account, claims, origin, status, digest });
  replaceFile(place, html);
  const sound = status.broken === null && (status.replay?.firstDifference ?? null) === null;
  const bytes = Buffer.byteLength(html);
  if (json === true) {
    const shown = account.shown.map(({ round, why }) => ({ cycle: round.cycle, why }));
    const { name } = account.scenario;
    const { scenario: _, shown: _shown, lines: _lines, ...figures } = account;
    printJson({ name, out, bytes, events: status.events, head: status.head, shown, sound, claims, ...figures });
  } else print(describe({ out, bytes, claims }));
  return sound ? EXIT.done : EXIT.no;
};

/** report.html in the folder of a run; of a log by another name, a page by its name. */
const placeBeside = (file: string): string =>
  basename(file) === EVENTS_FILE
    ? join(dirname(file), 'report.html')
    : join(dirname(file), `${basename(file).replace(/\.ndjson$/, '')}.html`);

const checkCycles = (asked: readonly number[], { cycles }: Account): void => {
  const missing = asked.filter((cycle) => cycle > cycles);
  if (missing.length === 0) return;
  throw new UserFault([
    `forespot: --cycles ${missing.join(',')}: the log has ${cycles === 1 ? 'one closed cycle' : `closed cycles 1 to ${cycles}`}`,
  ]);
};

interface Described {
  readonly out: string;
  readonly bytes: number;
  readonly claims: readonly Claim[];
}

const describe = ({ out, bytes, claims }: Described): string =>
  [
    table(
      ['claim', ''],
      claims.map(({ statement, verdict }) => [statement, verdict]),
    ),
    '',
    `${Math.ceil(bytes / 1000).toLocaleString('en')} kB in ${out}`,
  ].join('\n');
