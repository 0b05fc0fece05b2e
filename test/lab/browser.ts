import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const PLACES = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where Chromium is on this machine, or null. */
export const chromiumPath: string | null = PLACES.find((place) => place !== undefined && existsSync(place)) ?? null;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--js-flags=--expose-gc',
];

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: chromiumPath as string, args: FLAGS });

/** The lab as the command serves it. */
export interface ServedLab {
  readonly address: string;
  readonly stop: () => Promise<number | null>;
}

export const serveLab = async (...args: readonly string[]): Promise<ServedLab> => {
  const main = resolve('dist/src/cli/main.js');
  const child: ChildProcess = spawn(process.execPath, [main, 'lab', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const address = await new Promise<string>((found, failed) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const [, url] = /(http:\/\/\S+)/.exec(said) ?? [];
      if (url !== undefined) found(url);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => failed(new Error(`the lab ended: ${said}`)));
  });
  return {
    address,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
};

/** A page with what went wrong on it. */
export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly close: () => Promise<void>;
  /** Errors of the console, uncaught ones, dialogs and requests that failed or left the server. */
  readonly troubles: string[];
}

const USUAL = { viewport: { width: 1280, height: 900 }, acceptDownloads: true } as const;

/** Pages of one context share what was compiled and cached, as a user's do: they open in half the time. */
const contexts = new WeakMap<Browser, Promise<BrowserContext>>();
const sharedContext = (browser: Browser): Promise<BrowserContext> => {
  const known = contexts.get(browser) ?? browser.newContext(USUAL);
  contexts.set(browser, known);
  return known;
};

export const openPage = async (
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> => {
  const own = Object.keys(options).length > 0;
  const context = own ? await browser.newContext({ ...USUAL, ...options }) : await sharedContext(browser);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`));
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(new URL(address).origin) && !url.startsWith('blob:')) troubles.push(`request: ${url}`);
  });
  await page.goto(address);
  await page.waitForSelector('.figures .figure');
  return { page, context, troubles, close: () => (own ? context.close() : page.close()) };
};

/** Drops a file on the page. */
export const dropFile = async (page: Page, name: string, text: string): Promise<void> => {
  const transfer = await page.evaluateHandle(
    ([title, contents]) => {
      const data = new DataTransfer();
      data.items.add(new File([contents as string], title as string));
      return data;
    },
    [name, text],
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
};

/** What axe-core finds against accessibility within a selector, a line each; it is run past the page's security policy, which refuses strange scripts. */
export const violations = async (page: Page, within = 'html'): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  return page.evaluate(async (selector) => {
    const { axe: checker } = globalThis as unknown as {
      readonly axe: {
        readonly run: (selector: string) => Promise<{
          readonly violations: readonly {
            readonly id: string;
            readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
          }[];
        }>;
      };
    };
    const found = await checker.run(selector);
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
    );
  }, within);
};
