import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEncoder } from '../../src/log/createEncoder.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { bundled, workplace } from '../cli/workplace.ts';
import { chromiumPath, dropFile, launch, openPage, type ServedLab, serveLab, violations } from './browser.ts';

const { run, path } = workplace();

if (chromiumPath === null) {
  console.warn('test/lab/page.test.ts is skipped: no Chromium here (set CHROMIUM to its path)');
}

const view = (page: Page, name: string): Promise<void> => page.click(`nav button:has-text("${name}")`);
const sentence = async (page: Page): Promise<string> => (await page.textContent('.sentence')) ?? '';
const seqOf = async (page: Page): Promise<number> => Number(await page.getAttribute('.sentence[data-seq]', 'data-seq'));
const status = (page: Page, text: RegExp): Promise<unknown> =>
  page.waitForFunction(
    (pattern) => new RegExp(pattern).test(document.querySelector('.status')?.textContent ?? ''),
    text.source,
  );
const hashOf = (page: Page): Promise<string | null> => page.getAttribute('.status code', 'data-hash');

interface Log {
  readonly text: string;
  readonly stateHash: string;
}
const logs = new Map<string, Log>();

/** A log that Node wrote; each is made once. */
const logOf = (name: string, ...args: readonly string[]): Log => {
  const known = logs.get([name, ...args].join(' '));
  if (known !== undefined) return known;
  const folder = path(`log-${logs.size}`);
  const done = run('run', bundled(name), '--out', folder, '--json', ...args);
  const log = {
    text: readFileSync(`${folder}/events.ndjson`, 'utf8'),
    stateHash: JSON.parse(done.stdout).stateHash,
  };
  logs.set([name, ...args].join(' '), log);
  return log;
};

/** The views, and what stands in each when it is drawn. */
const DRAWN = {
  Floor: '.figures .figure',
  'Over time': '.sheet.touch .figure',
  Demands: 'tr[data-reading="gated"]',
  Holdings: '.zero',
  Branch: 'tr[data-difference]',
  'The paper': '.figures .figure',
};

describe.skipIf(chromiumPath === null)('the lab in Chromium', () => {
  let browser: Browser;
  let lab: ServedLab;
  beforeAll(async () => {
    [browser, lab] = await Promise.all([launch(), serveLab()]);
  });
  afterAll(async () => {
    await browser?.close();
    expect(await lab?.stop()).toBe(0);
  });

  test('opens with a run drawn, to the state that Node reaches, and nothing goes wrong or leaves the server', async () => {
    const { page, close, troubles } = await openPage(browser, lab.address);
    await status(page, /played 1 cycle/);
    expect(await hashOf(page)).toBe(logOf('eu-ets-2025').stateHash);
    expect(await page.locator('.figures .figure').count()).toBe(5);
    expect(await page.locator('.figure .mark').count()).toBeGreaterThan(40);
    expect(await page.locator('.mark[aria-label^="cement buys 15.18"]').count()).toBe(1);
    expect(troubles).toEqual([]);
    await close();
  });

  test('a run is scrubbed, stepped and played, and a click on a line goes to its cycle', async () => {
    const { page, close, troubles } = await openPage(browser, `${lab.address}#best-reply-paper`);
    await status(page, /played 30 cycles/);
    expect(await sentence(page)).toContain('Cycle 1 ends');
    await page.click('button[aria-label="One event back"]');
    expect(await sentence(page)).toContain('The spot market clears');
    await page.locator('.controls input[type=range]').fill('200');
    expect(await seqOf(page)).toBe(200);
    await view(page, 'Over time');
    await page.waitForSelector('.sheet.touch .figure');
    const figure = page.locator('.sheet.touch').first();
    const box = (await figure.boundingBox()) as { readonly x: number; readonly y: number; readonly width: number };
    await page.mouse.click(box.x + box.width - 96, box.y + 100);
    await page.waitForFunction(() => document.querySelector('.sentence')?.textContent?.includes('Cycle 30 ends'));
    await page.click('button[aria-label="Play"]');
    await page.waitForFunction(() => document.querySelector('.sentence')?.textContent?.includes('The run is complete'));
    expect(troubles).toEqual([]);
    await close();
  });

  test('a demand is dragged: what it earns follows, the gain is the study’s, and the best reply leaves none', async () => {
    const { page, close, troubles } = await openPage(browser, `${lab.address}#bilateral-trade`);
    await view(page, 'Demands');
    await page.waitForSelector('tr[data-reading="paper"]');
    const sheet = page.locator('.sheet.touch').first();
    const box = (await sheet.boundingBox()) as { readonly x: number; readonly y: number; readonly width: number };
    await page.mouse.move(box.x + box.width / 2, box.y + 150);
    await page.mouse.down();
    await page.mouse.move(box.x + 60 + (box.width - 76) * 0.25, box.y + 150, { steps: 12 });
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelector('.took')?.textContent?.includes('Computed'));
    const demand = Number(await page.inputValue('input[data-role="demand"]'));
    expect(demand).toBeGreaterThan(0.2);
    expect(demand).toBeLessThan(0.3);
    const gain = async (): Promise<number> =>
      Number(await page.getAttribute('tr[data-reading="paper"] td[data-gain]', 'data-gain'));
    const asked = run('deviate', bundled('bilateral-trade'), '--demands', `${demand},0.5`, '--json');
    // The slider keeps a thousandth of the supply, the page the pixel.
    expect(await gain()).toBeCloseTo(JSON.parse(asked.stdout).agents[0].gain, 3);
    await page.click('text=Reply best');
    await page.waitForFunction(
      () => Number(document.querySelector('tr[data-reading="paper"] td[data-gain]')?.getAttribute('data-gain')) < 1e-8,
    );
    expect(troubles).toEqual([]);
    await close();
  });

  test('holdings are dragged in the triangle, and their surplus is what solve says', async () => {
    const { page, close, troubles } = await openPage(browser, `${lab.address}#best-reply-paper`);
    await view(page, 'Holdings');
    await page.waitForSelector('.zero');
    await page.locator('input[data-role="holding"]').first().fill('0.9');
    const holdings = ['0.9', '0.06', '0.04'].join(',');
    const { at } = JSON.parse(run('solve', bundled('best-reply-paper'), '--holdings', holdings, '--json').stdout);
    await page.waitForFunction(
      (surplus) => document.querySelector('[data-role="surplus"]')?.textContent?.includes(surplus),
      at.expectedSurplus.toFixed(5),
    );
    expect(await page.textContent('[data-role="surplus"]')).toContain('stays shut');
    const sheet = (await page.locator('.sheet.touch').boundingBox()) as {
      readonly x: number;
      readonly y: number;
      readonly width: number;
    };
    await page.mouse.click(sheet.x + sheet.width / 2, sheet.y + 260);
    await page.waitForFunction(() =>
      document.querySelector('[data-role="surplus"]')?.textContent?.includes('operates'),
    );
    expect(troubles).toEqual([]);
    await close();
  });

  test('a dial is turned: theory and run follow, and the link holds the scenario', async () => {
    const { page, close, troubles } = await openPage(browser, `${lab.address}#bilateral-trade`);
    const before = await page.textContent('.numbers');
    await page.locator('input[aria-label="seller: maximum demand"]').press('ArrowLeft');
    await page.waitForFunction((old) => document.querySelector('.numbers')?.textContent !== old, before);
    await page.waitForFunction(() => location.hash.startsWith('#s='));
    await status(page, /played 1 cycle/);
    const other = await openPage(browser, page.url());
    const linked = await other.page.textContent('.numbers');
    expect(linked).not.toBe(before);
    await page.waitForFunction((numbers) => document.querySelector('.numbers')?.textContent === numbers, linked);
    expect(troubles).toEqual([]);
    await Promise.all([close(), other.close()]);
  });

  test('while a dial moves the cycle that was shown stays, and the whole run follows when it is let go', async () => {
    const { page, close, troubles } = await openPage(browser, `${lab.address}#best-reply-paper`);
    await status(page, /played 30 cycles/);
    await page.locator('.controls input[type=range]').fill('80');
    const cycle = /cycle (\d+) of/.exec((await page.textContent('.place')) ?? '')?.[1];
    const numbers = await page.textContent('.numbers');
    const dial = page.locator('input[aria-label="market: margin of P"]');
    await dial.evaluate((input: HTMLInputElement) => {
      input.value = '1.5';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.waitForFunction(
      (place) => document.querySelector('.place')?.textContent?.includes(`of ${place} `),
      cycle,
    );
    expect(await seqOf(page)).toBe(80);
    expect(await page.textContent('.numbers')).not.toBe(numbers);
    const floor = await page.textContent('.figures');
    await dial.evaluate((input: HTMLInputElement) => input.dispatchEvent(new Event('change', { bubbles: true })));
    await status(page, /played 30 cycles/);
    expect(await page.textContent('.place')).toContain('of 30 ');
    expect(await page.textContent('.figures')).toBe(floor);
    expect(troubles).toEqual([]);
    await close();
  });

  test('a branch stands beside the run with what differs', async () => {
    const { page, close, troubles } = await openPage(browser, lab.address);
    await view(page, 'Branch');
    await page.fill('input[type=number]', '20');
    await page.click('button.main');
    await page.waitForSelector('tr[data-difference="aviation: demand"]');
    expect(await page.textContent('tr[data-difference="aviation: demand"]')).toContain('53.8820.00-33.88');
    expect(await page.locator('tr[data-difference="cement: type"]').count()).toBe(0);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Save the branch’s log')]);
    await download.saveAs(path('branch.ndjson'));
    expect(JSON.parse(run('replay', path('branch.ndjson'), '--json').stdout).identical).toBe(true);
    expect(readFileSync(path('branch.ndjson'), 'utf8')).toContain('"edits":[{"path":"demands.aviation","value":20}]');
    await page.fill('input[type=number]', '5000');
    await page.click('button.main');
    await page.waitForSelector('text=demands.aviation: expected a demand between 0 and 939.73, got 5000');
    const branched = async (what: string, value: string, differs: string): Promise<void> => {
      await page.selectOption('select >> nth=2', what);
      const field = page.locator('.choices .field').nth(2).locator('input, select');
      if (await field.evaluate(({ tagName }) => tagName === 'SELECT')) await field.selectOption(value);
      else await field.fill(value);
      await page.click('button.main');
      await page.waitForSelector(`.wide.sentence:has-text("${value}")`);
      await page.waitForSelector(`tr[data-difference="${differs}"]`);
    };
    await branched('endowment', '100', 'aviation: forward payment');
    await branched('rule of the forward market', 'none', 'aviation: holding');
    await branched('mechanism of the spot market', 'vcg', 'aviation: spot payment');
    await branched('forward strategy', '{ strategy: shade, factor: 0.5 }', 'aviation: demand');
    expect(await page.locator('tr[data-difference="cement: demand"]').count()).toBe(0);
    await page.locator('.choices .field').nth(2).locator('input').fill('shad');
    await page.click('button.main');
    await page.waitForSelector('.status ~ .figures .bad');
    expect(await page.textContent('.figures .bad')).toMatch(/agents\.aviation\.forward.*shad/);
    await dropFile(page, 'compact.ndjson', logOf('bilateral-trade', '--log', 'compact').text);
    await status(page, /identical to the last bit/);
    await page.selectOption('select >> nth=2', 'type');
    await page.fill('input[type=number]', '0.125');
    await page.click('button.main');
    await page.waitForSelector('tr[data-difference="seller: type"]');
    expect(await page.locator('tr[data-difference="seller: demand"]').count()).toBe(0);
    expect(troubles).toEqual([]);
    await close();
  });

  test('a scenario is typed: its faults stand at their lines as the loader words them, then it is played', async () => {
    const { page, close, troubles } = await openPage(browser, lab.address);
    await page.click('text=Write');
    await page.click('.cm-content');
    await page.keyboard.press('Control+a');
    const wrong =
      'name: mine\nagents:\n- { id: a, maxDemand: -1, endowment: 1, type: { family: uniform, min: 0, max: 1 } }\n- { id: b, maxDemand: 1, endowment: 0, type: { family: uniform, min: 0, max: 1 } }\n';
    await page.keyboard.insertText(wrong);
    await page.waitForSelector('.faults');
    expect(await page.textContent('.faults')).toContain(
      'scenario.yaml:3:23 agents[0].maxDemand: expected more than 0, got -1',
    );
    await page.waitForSelector('.cm-lint-marker-error');
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(wrong.replace('-1', '1'));
    await page.waitForFunction(() => document.querySelector('.sidebar h2')?.textContent === 'mine');
    await page.waitForFunction(() => document.querySelector('.faults') === null);
    expect(troubles).toEqual([]);
    await close();
  });

  test('a log that Node wrote is verified and replayed to the same state; one that was edited is refused where it was', async () => {
    const { page, close, troubles } = await openPage(browser, lab.address);
    const { text, stateHash } = logOf('best-reply-paper', '--measure');
    await dropFile(page, 'events.ndjson', text);
    await status(page, /42\d events verified and replayed, identical to the last bit/);
    expect(await hashOf(page)).toBe(stateHash);
    await dropFile(page, 'events.ndjson', text.replace('"demand":0.33', '"demand":0.34'));
    await status(page, /was edited: its hash is/);
    await dropFile(page, 'events.ndjson', text.slice(0, -40));
    await status(page, /the last line is torn/);
    expect(troubles).toEqual([]);
    await close();
  });

  test('a log that the page saves is one that the command line replays', async () => {
    const { page, close } = await openPage(browser, `${lab.address}#bilateral-trade`);
    await status(page, /played/);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=save its log')]);
    await download.saveAs(path('saved.ndjson'));
    const { identical, stateHash } = JSON.parse(run('replay', path('saved.ndjson'), '--json').stdout);
    expect({ identical, stateHash }).toEqual({ identical: true, stateHash: await hashOf(page) });
    await close();
  });

  test('a hostile log shows as text and harms nothing', async () => {
    const { page, close, troubles } = await openPage(browser, lab.address);
    const evil = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
    const lines = logOf('bilateral-trade').text.trimEnd().split('\n');
    const encoder = createEncoder({ sha256: nodeSha256 });
    const huge = lines.map((line) => {
      const {
        v: _v,
        seq: _seq,
        prev: _prev,
        hash: _hash,
        ...event
      } = JSON.parse(
        line.replaceAll('"seller"', JSON.stringify(evil)).replaceAll('"bilateral-trade"', JSON.stringify(evil)),
      );
      return encoder.encode(
        event.kind === 'spot-cleared' ? { ...event, payments: [1e308, -1e308], surplus: 1e308 } : event,
      ).line;
    });
    await dropFile(page, 'evil.ndjson', huge.join(''));
    await status(page, /differs when it is computed again/);
    for (const name of ['Floor', 'Over time', 'Demands', 'Holdings', 'Branch']) {
      await view(page, name);
      await page.waitForSelector('main > .figures, main > .card, main > .quiet, main > .fault');
    }
    expect(await page.textContent('.sidebar h2')).toBe(evil);
    expect(await page.evaluate(() => (globalThis as unknown as { readonly pwned?: number }).pwned)).toBeUndefined();
    expect(await page.locator('img').count()).toBe(0);
    for (const nonsense of [
      '',
      '\n\n',
      '{"v":1',
      '{"v":1,"seq":0,"kind":"run-started"}\n',
      '\uFEFF{"v":1}\n',
      `{"v":${'9'.repeat(5000)}}\n`,
      '[1,2]\n',
    ]) {
      await dropFile(page, 'x.ndjson', nonsense);
      await page.waitForFunction(() => document.querySelector('.status .bad') !== null);
    }
    expect(troubles).toEqual([]);
    await close();
  });

  test('figures are taken along as SVG, PNG and CSV', async () => {
    const { page, close } = await openPage(browser, `${lab.address}#bilateral-trade`);
    const take = async (kind: string): Promise<Buffer> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.card.wide .take button', { hasText: kind }).click(),
      ]);
      const to = path(download.suggestedFilename());
      await download.saveAs(to);
      return readFileSync(to);
    };
    expect((await take('SVG')).toString()).toMatch(
      /^<\?xml[^>]*>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[\s\S]*#0072b2[\s\S]*<\/svg>\n$/,
    );
    expect((await take('PNG')).subarray(1, 4).toString()).toBe('PNG');
    expect((await take('CSV')).toString()).toMatch(/^y,price,hull,/);
    await close();
  });

  test('everything is done by keyboard: views, moments, marks and what they say', async () => {
    const { page, close, troubles } = await openPage(browser, lab.address);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Skip');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.querySelector('.sentence')?.textContent?.includes('Cycle 1 ends'));
    const before = await seqOf(page);
    await page.focus('.controls input[type=range]');
    await page.keyboard.press('ArrowRight');
    expect(await seqOf(page)).toBe(before + 1);
    await page.focus('.figure');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('.tip');
    expect(await page.textContent('.tip')).toBe(
      await page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
    );
    await page.focus('nav button:nth-child(3)');
    await page.keyboard.press('Enter');
    await page.waitForSelector('input[data-role="demand"]');
    const demand = await page.inputValue('input[data-role="demand"]');
    await page.focus('input[data-role="demand"]');
    await page.keyboard.press('ArrowRight');
    expect(Number(await page.inputValue('input[data-role="demand"]'))).toBeGreaterThan(Number(demand));
    expect(troubles).toEqual([]);
    await close();
  });

  test.each([
    ['light', 1280],
    ['dark', 400],
  ] as const)(
    'in %s mode, %i pixels wide: no view is wider than the page, and axe finds no fault',
    async (colorScheme, width) => {
      const { page, close, troubles } = await openPage(browser, `${lab.address}#best-reply-paper`);
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await page.click('text=Write');
      await page.waitForSelector('.cm-content');
      const found: string[] = [];
      for (const [name, drawn] of Object.entries(DRAWN)) {
        await view(page, name);
        if (name === 'Branch') await page.click('button.main');
        await page.waitForSelector(drawn);
        // What stands beside the views is looked at once.
        if (width > 400 || ['Floor', 'Demands', 'Branch'].includes(name)) {
          const within = name === 'Floor' ? 'html' : 'main';
          found.push(...(await violations(page, within)).map((one) => `${name}: ${one}`));
        }
        expect([name, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([name, width]);
      }
      expect(found).toEqual([]);
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(ground).toBe(colorScheme === 'dark' ? 'rgb(15, 20, 25)' : 'rgb(245, 246, 244)');
      expect(troubles).toEqual([]);
      await close();
    },
  );

  test('works without a network once it was open', async () => {
    const { page, context, close, troubles } = await openPage(browser, lab.address, { serviceWorkers: 'allow' });
    // A worker that is ready has the whole copy, but answers for this page only once it has taken control of it.
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await context.setOffline(true);
    await page.reload();
    await status(page, /played 1 cycle/);
    await page.click('text=Write');
    await page.waitForSelector('.cm-content');
    expect(troubles.filter((trouble) => !trouble.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    await close();
  });

  test('a run is followed while it is written, and begun anew when another takes its place', async () => {
    const { text, stateHash } = logOf('best-reply-paper');
    const lines = text.trimEnd().split('\n');
    mkdirSync(path('live'), { recursive: true });
    const log = path('live/events.ndjson');
    writeFileSync(log, `${lines.slice(0, 50).join('\n')}\n${lines[50]?.slice(0, 30)}`);
    const live = await serveLab(path('live'));
    const { page, close, troubles } = await openPage(browser, live.address);
    await status(page, /following a run: 50 events so far/);
    expect(await seqOf(page)).toBe(49);
    const first = readFileSync(log, 'utf8');
    const other = logOf('bilateral-trade').text.split('\n');
    writeFileSync(path('live/next'), `${other.slice(0, 5).join('\n')}\n`);
    renameSync(path('live/next'), log);
    await status(page, /following a run: 5 events so far/);
    expect(await page.textContent('.sidebar h2')).toBe('bilateral-trade');
    writeFileSync(path('live/next'), first);
    renameSync(path('live/next'), log);
    await status(page, /following a run: 50 events so far/);
    appendFileSync(log, `${lines[50]?.slice(30)}\n${lines.slice(51).join('\n')}\n`);
    await status(page, /392 events followed, verified and replayed/);
    expect(await hashOf(page)).toBe(stateHash);
    expect(troubles).toEqual([]);
    await close();
    await live.stop();
  });
});

describe('the server', () => {
  let lab: ServedLab;
  beforeAll(async () => {
    lab = await serveLab();
  });
  afterAll(async () => {
    await lab.stop();
  });
  const answer = (
    target: string,
    headers: Record<string, string> = {},
    method = 'GET',
  ): Promise<{ readonly code: number; readonly policy: string; readonly text: string }> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(lab.address);
      const asked = request({ hostname, port, path: target, headers, method }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () =>
          resolve({
            code: response.statusCode ?? 0,
            policy: String(response.headers['content-security-policy']),
            text,
          }),
        );
      });
      asked.on('error', reject);
      asked.end();
    });

  test('listens on the loopback address alone, and its policy lets in nothing from elsewhere', async () => {
    expect(new URL(lab.address).hostname).toBe('127.0.0.1');
    const { code, policy } = await answer('/');
    expect(code).toBe(200);
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });
  test.each([
    '/../../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/assets/../../../package.json',
    '//etc/passwd',
    '/live',
    '/.git/config',
  ])('%s is not served', async (target) => {
    expect((await answer(target)).code).toBe(404);
  });
  test('a page under another name that leads here reads nothing, and nothing can be sent', async () => {
    expect((await answer('/', { host: 'evil.example' })).code).toBe(403);
    expect((await answer('/', {}, 'POST')).code).toBe(405);
    expect((await answer('/', { host: 'localhost:1234' })).code).toBe(200);
  });
  test('a port that is taken, a port that is none and a folder without a run are told in a sentence', () => {
    const { port } = new URL(lab.address);
    expect(run('lab', '--port', port)).toMatchObject({
      status: 2,
      stderr: `forespot: port ${port} is taken: choose another with --port, or --port 0 for any that is free\n`,
    });
    expect(run('lab', '--port', '99999').stderr).toContain('Expected a whole number between 0 and 65,535.');
    mkdirSync(path('empty'), { recursive: true });
    expect(run('lab', path('empty'))).toMatchObject({
      status: 2,
      stderr: `forespot: ${path('empty')} holds no run: there is no events.ndjson in it\n`,
    });
    expect(run('lab', '--host', '203.0.113.7').status).toBe(2);
  });
});
