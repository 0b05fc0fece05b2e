import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, violations } from '../lab/browser.ts';
import { bundled, refused, workplace } from './workplace.ts';

const { run, path, write } = workplace();
const page = (name: string): string => readFileSync(path(name), 'utf8');
const log = (name: string): string => readFileSync(path(`${name}/events.ndjson`), 'utf8');
/** What a page says, without its elements. */
const text = (html: string): string =>
  html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

interface Found {
  readonly bytes: number;
  readonly sound: boolean;
  readonly till: number;
  readonly shown: readonly { readonly cycle: number }[];
  readonly claims: readonly { readonly id: string; readonly verdict: string; readonly because: string }[];
}
const found = (stdout: string): Found => JSON.parse(stdout);
const verdictOf = ({ claims }: Found, id: string): string | undefined =>
  claims.find((claim) => claim.id === id)?.verdict;

/** Names that would be something else in a page, in a shell or in a line that reads from the right. */
const HOSTILE = '<script>document.title="owned"</script>"\'&amp;\u202Etxt.exe';
const HOSTILE_SCENARIO = JSON.stringify({
  name: HOSTILE,
  about: '</style><img src=x onerror=alert(1)>',
  units: { quantity: '<b>units</b>', money: '"><svg onload=alert(1)>' },
  agents: [
    {
      id: '</title><script>alert(2)</script>',
      maxDemand: 1,
      endowment: 1,
      type: { family: 'uniform', min: 0, max: 1 },
    },
    { id: '{{7*7}}', maxDemand: 1, endowment: 0, type: { family: 'uniform', min: 0, max: 1 } },
  ],
  cycles: 3,
});

beforeAll(() => {
  run('run', bundled('eu-ets-2025'), '--out', 'ets', '--json');
  run('run', bundled('best-reply-paper'), '--out', 'learning', '--json');
  write('hostile.json', HOSTILE_SCENARIO);
  run('run', 'hostile.json', '--out', 'hostile', '--json');
}, 120_000);

describe('the page of a run', () => {
  test('stands beside the log, says what it is about, and asks for nothing', () => {
    const { status, stdout, stderr } = run('report', 'ets');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('The operator ends without a deficit');
    expect(stdout).toContain('ets/report.html');
    const html = page('ets/report.html');
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain('default-src &#39;none&#39;'.replaceAll('&#39;', "'"));
    expect(html).not.toMatch(/<script|<link|<img|<iframe|url\(|@import| src=| href=| style=| on[a-z]+=/);
    expect(html).not.toMatch(/NaN|undefined|Infinity|\[object/);
    const said = text(html);
    const { hash } = JSON.parse(log('ets').trimEnd().split('\n').at(-1) as string);
    for (const part of [
      'eu-ets-2025',
      hash,
      '07906006cb20c5f46ad5e39fba71284586fd055f2514b0cab67b20b78b96d093',
      'cement',
    ])
      expect(said).toContain(part);
  });

  test('is the same to the byte for the same log, and not written over without --force', () => {
    expect(run('report', 'ets', '--out', 'again.html').status).toBe(0);
    expect(page('again.html')).toBe(page('ets/report.html'));
    expect(run('report', 'ets', '--out', 'again.html')).toEqual(
      refused('forespot: again.html is there already: choose another file by --out, or replace it with --force'),
    );
    expect(run('report', 'ets', '--out', 'again.html', '--force').status).toBe(0);
  });

  test('--force replaces reports only, and never the log', () => {
    const before = log('ets');
    expect(run('report', 'ets', '--out', 'ets/events.ndjson', '--force').stderr).toContain('is the log itself');
    expect(run('report', 'ets', '--out', 'ets/run.json', '--force')).toEqual(
      refused('forespot: ets/run.json is something else, which --force does not replace: choose another file by --out'),
    );
    expect(log('ets')).toBe(before);
    expect(run('replay', 'ets').status).toBe(0);
  });

  test('a place that cannot be written is told, and nothing is left there', () => {
    const { status, stderr } = run('report', 'ets', '--out', 'nowhere/r.html');
    expect(status).toBe(2);
    expect(stderr).toContain('cannot write nowhere/r.html: there is no such file or folder');
    expect(existsSync(path('nowhere'))).toBe(false);
  });

  test('its figures are those of the log', () => {
    const events = log('learning')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
    const of = (kind: string) => events.filter((event) => event.kind === kind);
    const reported = JSON.parse(run('report', 'learning', '--json').stdout);
    expect(reported.paid.forward).toBe(sum(of('forward-cleared').map(({ budget }) => budget)));
    expect(reported.paid.spot).toBe(sum(of('spot-cleared').map(({ surplus }) => surplus)));
    expect(reported.till).toBe(of('cycle-closed').at(-1).operatorCash);
    expect(reported.welfare).toBe(sum(of('cycle-closed').map(({ welfare }) => welfare)));
    const agent = (payoffs: string, i: number): number => sum(of('cycle-closed').map((event) => event[payoffs][i]));
    expect(reported.agents.payoffs).toEqual(reported.agents.paid.map((_: unknown, i: number) => agent('payoffs', i)));
    const { forwardRegretExAnte } = reported.regrets;
    const measured = JSON.parse(run('measure', 'learning', '--json').stdout).cycles;
    expect(forwardRegretExAnte.agents.map(({ total }: { readonly total: number }) => total)).toEqual(
      reported.agents.paid.map((_: unknown, i: number) =>
        sum(measured.map((cycle: { readonly forwardRegretExAnte: readonly number[] }) => cycle.forwardRegretExAnte[i])),
      ),
    );
    // And the page shows them.
    expect(text(page('ets/report.html'))).not.toContain('below zero it paid');
    const row = />operator’s account in the end<\/th><td>([^<]*)</.exec(page('learning/report.html'))?.[1];
    expect(Number(row?.replaceAll(',', ''))).toBeCloseTo(reported.till, 3);
  });

  test('an agent that loses by the markets is counted by hand and by the report alike', () => {
    const { claims } = found(run('report', 'ets', '--out', 'c.html', '--json').stdout);
    const closed = JSON.parse(
      log('ets')
        .split('\n')
        .find((line) => line.includes('"cycle-closed"')) as string,
    );
    const types = JSON.parse(
      log('ets')
        .split('\n')
        .find((line) => line.includes('"types-realized"')) as string,
    );
    const { scenario } = JSON.parse(log('ets').split('\n')[0] as string);
    const losses = scenario.agents.map(
      ({ endowment, maxDemand }: { readonly endowment: number; readonly maxDemand: number }, i: number) =>
        types.types[i] * Math.min(endowment, maxDemand) - closed.payoffs[i],
    );
    const worse = losses.filter((loss: number) => loss > 1e-3);
    expect(worse).toHaveLength(1);
    expect(claims.find(({ id }) => id === 'participation-ex-post')?.because).toContain(
      `1 of 8 cases, an agent in a cycle each, is below that in the end, by ${worse[0].toLocaleString('en', { maximumFractionDigits: 1 })} M EUR`,
    );
  });

  test('cycles are chosen, and one that is not there is refused', () => {
    const { shown } = found(run('report', 'learning', '--cycles', '3,1,3', '--out', 'chosen.html', '--json').stdout);
    expect(shown.map(({ cycle }) => cycle)).toEqual([1, 3]);
    expect(page('chosen.html').match(/<h2 id="cycle-\d+"/g)).toHaveLength(2);
    const { status, stderr } = run('report', 'ets', '--cycles', '2', '--out', 'x.html');
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'forespot: --cycles 2: the log has one closed cycle\n' });
    for (const cycles of ['0', 'a', '1,,2', '1,2,3,4,5,6,7,8,9,10,11,12,13'])
      expect(run('report', 'ets', '--cycles', cycles, '--out', 'x.html').status).toBe(2);
    expect(existsSync(path('x.html'))).toBe(false);
  });
});

describe('logs that are not as they should be', () => {
  test('an edited log is reported up to the break, in red, with status 1', () => {
    cpSync(path('learning'), path('edited'), { recursive: true });
    const lines = log('learning').split('\n');
    const at = lines.findIndex((line) => line.includes('"cycle":5') && line.includes('forward-cleared'));
    lines[at] = (lines[at] as string).replace(/"budget":(-?)/, '"budget":$12');
    writeFileSync(path('edited/events.ndjson'), lines.join('\n'));
    const { status, stdout } = run('report', 'edited', '--force', '--json');
    expect(status).toBe(1);
    expect(found(stdout)).toMatchObject({ sound: false });
    expect(verdictOf(found(stdout), 'log')).toBe('fails');
    const html = page('edited/report.html');
    expect(html).toContain('<p class="alarm" role="alert">The log of this run is broken.');
    expect(text(html)).toContain(`edited/events.ndjson:${at + 1}: `);
    expect(text(html)).toContain('in which 4 cycles closed');
  });

  test('a log that was cut off within a line is broken, one cut off after a line is open', () => {
    const whole = log('learning').split('\n');
    write('torn.ndjson', whole.join('\n').slice(0, -40));
    expect(run('report', 'torn.ndjson').status).toBe(1);
    expect(page('torn.html')).toContain('class="alarm"');
    write('short.ndjson', `${whole.slice(0, -10).join('\n')}\n`);
    const { status, stdout } = run('report', 'short.ndjson', '--json');
    expect(status).toBe(0);
    expect(verdictOf(found(stdout), 'log')).toBe('open');
    expect(text(page('short.html'))).toContain('the run was cut off or is still going on');
  });

  test('a log without a closed cycle has nothing to report', () => {
    write('begun.ndjson', `${log('ets').split('\n').slice(0, 3).join('\n')}\n`);
    expect(run('report', 'begun.ndjson')).toEqual(
      refused('forespot: begun.ndjson holds no cycle that closed: there is nothing to report yet'),
    );
    expect(run('report', 'missing').status).toBe(2);
    write('nonsense.ndjson', 'hello\n');
    expect(run('report', 'nonsense.ndjson')).toMatchObject({ status: 1, stderr: '' });
  });

  test('of a redacted log what is open is shown, and nothing that is hidden', () => {
    expect(run('redact', 'hostile', '--public', '--out', 'public').status).toBe(0);
    const { status, stdout } = run('report', 'public', '--json');
    expect(status).toBe(0);
    const verdicts = Object.fromEntries(found(stdout).claims.map(({ id, verdict }) => [id, verdict]));
    expect(verdicts).toMatchObject({
      log: 'holds',
      replay: 'open',
      books: 'holds',
      'participation-ex-post': 'open',
      'regret-forward': 'open',
    });
    const full = found(run('report', 'hostile', '--force', '--json').stdout);
    expect(found(stdout).till).toBe(full.till);
    expect(text(page('public/report.html'))).toContain('seed hidden');
    expect(text(page('public/report.html'))).toContain('Types and reports are hidden in this log');
  });

  test('a fork names its parent and what was edited', () => {
    expect(run('fork', 'ets', '--at', '4', '--set', 'demand=294.45', '--out', 'fork').status).toBe(0);
    expect(run('report', 'fork').status).toBe(0);
    const forked = log('fork')
      .split('\n')
      .find((line) => line.includes('"run-forked"')) as string;
    expect(text(page('fork/report.html'))).toContain(JSON.parse(forked).parent);
    expect(text(page('fork/report.html'))).toContain('demands.combustion = 294.45');
  });
});

test('hostile names are text', () => {
  expect(run('report', 'hostile', '--force').status).toBe(0);
  const html = page('hostile/report.html');
  expect(html).not.toMatch(/<script|<img|<svg onload|<b>units|\u202E/i);
  expect(html.match(/<style>/g)).toHaveLength(1);
  expect(html.match(/<title>/g)?.length).toBeGreaterThan(1);
  expect(html).toContain('&lt;script>document.title=');
});

describe.skipIf(chromiumPath === null)('in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
    for (const name of ['ets', 'learning', 'hostile']) run('report', name, '--force');
  });
  afterAll(() => browser?.close());

  const opened = async (name: string, colorScheme: 'light' | 'dark', width: number) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const shown: Page = await context.newPage();
    const troubles: string[] = [];
    shown.on('console', (message) => troubles.push(message.text()));
    shown.on('dialog', (dialog) => {
      troubles.push(dialog.message());
      void dialog.dismiss();
    });
    const requests: string[] = [];
    shown.on('request', (request) => requests.push(request.url()));
    await shown.goto(`file://${path(`${name}/report.html`)}`);
    return { shown, troubles, requests, close: () => context.close() };
  };

  test.each([
    ['ets', 'light', 1000],
    ['learning', 'dark', 1000],
    ['hostile', 'light', 1000],
    ['ets', 'dark', 380],
  ] as const)(
    '%s in %s mode, %i pixels wide: styled, silent, no wider than the page, and axe finds no fault',
    async (name, scheme, width) => {
      const { shown, troubles, requests, close } = await opened(name, scheme, width);
      expect(await shown.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await shown.evaluate(() => getComputedStyle(document.body).maxWidth)).toBe('840px');
      expect(requests).toHaveLength(1);
      expect(await shown.title()).not.toBe('owned');
      expect(troubles).toEqual([]);
      expect(await violations(shown)).toEqual([]);
      await close();
    },
  );

  test('prints on paper: a page or more for each floor, and no scroll bar', async () => {
    const { shown, close } = await opened('learning', 'light', 1000);
    const pdf = await shown.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(4);
    expect(pages).toBeLessThan(20);
    await close();
  });
});

test('a thousand agents and a thousand cycles make a page of a few hundred kilobytes', () => {
  const many = (count: number, endowment: number, type: object) => ({ count, maxDemand: 0.5, endowment, type });
  const agents = [
    { id: 'a', ...many(500, 0.5, { family: 'uniform', min: 0, max: 1 }) },
    { id: 'b', ...many(500, 0, { family: 'beta', alpha: 2, beta: 3, min: 0, max: 1 }) },
  ];
  write('crowd.json', JSON.stringify({ name: 'crowd', supply: 250, agents, cycles: 4 }));
  run('run', 'crowd.json', '--out', 'crowd', '--log', 'compact', '--json');
  expect(found(run('report', 'crowd', '--json').stdout).bytes).toBeLessThan(400_000);
  const rows = page('crowd/report.html').match(/<tr>/g)?.length ?? 0;
  expect(rows).toBeLessThan(230);
  expect(page('crowd/report.html')).toContain('the other 900 together');
  run(
    'run',
    bundled('eu-ets-2025'),
    '--cycles',
    '1000',
    '--out',
    'long',
    '--log',
    'compact',
    '--durable',
    'none',
    '--json',
  );
  expect(found(run('report', 'long', '--json').stdout).bytes).toBeLessThan(400_000);
}, 200_000);
