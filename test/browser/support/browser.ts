/** A real Chromium for tests, from npm (`CHROMIUM` names another one), with pages that report every error they meet. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, chromium as playwright } from 'playwright-core';
import { onceARun, runFolder } from '../../support/once-a-run.js';

/** A walk through pages on a busy machine. */
jest.setTimeout(90_000);

/** As root and without a display; nothing that asks the network. */
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export const LAPTOP = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? (await onceARun('chromium', unpackChromium));
  return playwright.launch({ executablePath, args: ARGUMENTS, headless: true });
}

/** In a process of its own: the package unpacks to the machine's folder for passing files, and takes whatever half of it lies there. */
async function unpackChromium(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', UNPACK], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: runFolder(), NODE_OPTIONS: '' },
  });
  return stdout;
}

const UNPACK = "import chromium from '@sparticuz/chromium'; process.stdout.write(await chromium.executablePath());";

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts, of the console and of the content security policy so far. */
  readonly errors: readonly string[];
}

export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: LAPTOP,
    locale: 'pl-PL',
    timezoneId: 'Europe/Warsaw',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(`${error.message}\n${error.stack}`));
  page.on('console', (message) => {
    // What the server refuses or what is offline is told to the person; it is no fault of the page.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text());
  });
  return { page, context, errors };
}

/** Signs in by the card's own request, so that a test begins where it is about something. */
export async function visitAs(
  browser: Browser,
  url: string,
  login: string,
  path = '/',
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const opened = await visit(browser, url, options);
  const answer = await opened.context.request.post('/api/v1/session/demo', { data: { login }, headers: { Origin: url } });
  if (!answer.ok()) throw new Error(`${login} could not sign in: ${answer.status()} ${await answer.text()}`);
  await opened.page.goto(path);
  return opened;
}
