/**
 * What holds on each page, whoever builds it: the pages are those that the rails of the demo people name, and some that only links
 * lead to. Enlarged to 400 % (a window of 1280 × 1024 has 320 × 256 px then), while it loads, and when the server fails. Dark and forced
 * colours are held by each page's own test.
 */
import type { Browser, Page } from 'playwright-core';
import { axe, escaping, hiddenFocus, settled, sidewaysPx, soon } from './support/access.js';
import { LAPTOP, visit, visitAs } from './support/browser.js';
import type { House } from './support/house.js';
import { inHouse } from './support/in-house.js';
import { caseAt, residentWithCase } from './support/in-office.js';

const ENLARGED = { width: 320, height: 256 };
const PEOPLE = ['line1', 'frontoffice', 'line2', 'department', 'lead', 'owner', 'auditor', 'admin'];
/** Who never has to know how a case is driven. */
const CLERKS = new Set(['line1', 'frontoffice', 'line2', 'department', 'lead']);
/** In the city's language and in English; names of the sample data have none of these. */
const ENGINE_WORDS =
  /\b(instancj\w+|token\w*|incydent\w*|zmienn[aeyą]\w*|payload|worker\w*|silnik\w*|bpmn|json|endpoint|job|incident|variable|instance)\b/gi;
const MOST_STOPS = 30;
/** Longer than a page waits before it asks a failed server again. */
const TRIED_AGAIN_MS = 6_000;
const WHOLE_MS = 600_000;

interface Visited {
  readonly login: string;
  readonly path: string;
}

let house: House;
let browser: Browser;
let pages: readonly Visited[] = [];
inHouse(async (...opened) => {
  [house, browser] = opened;
  pages = await everyPage();
});

/** Each page once, with the first person who has it. */
async function everyPage(): Promise<readonly Visited[]> {
  const found: Visited[] = [];
  const add = (login: string, path: string): void => {
    if (!found.some((one) => one.path === path)) found.push({ login, path });
  };
  for (const login of PEOPLE) {
    const { page, context } = await visitAs(browser, house.url, login);
    await settled(page);
    const rail = page.getByRole('navigation').first();
    const paths = await rail.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(paths).not.toEqual([]);
    for (const path of paths) add(login, path);
    await context.close();
  }
  add('line1', `/cases/${await caseAt(house, `t.assignee = 'line1'`)}`);
  add('line2', `/cases/${await caseAt(house, `c.status = 'resolved'`)}`);
  add('auditor', `/cases/${await caseAt(house, 'c.hand_ons > 0')}/history`);
  add('line2', `/residents/${await residentWithCase(house)}`);
  add('line1', '/password');
  add('line1', '/knowledge/outages');
  add('line1', '/external-cases');
  add('owner', '/models/resident-matter/1');
  add('owner', '/running/resident-matter/1');
  add('owner', '/decisions/decisions/dms-outcome');
  add('owner', '/field-owners');
  add('owner', '/catalogue/roads.pothole');
  add('admin', '/calendars/office');
  return found;
}

async function onEachPage(look: (page: Page, visited: Visited) => Promise<void>): Promise<void> {
  for (const login of new Set(pages.map((one) => one.login))) {
    const { page, context, errors } = await visitAs(browser, house.url, login);
    for (const visited of pages.filter((one) => one.login === login)) {
      await page.goto(visited.path);
      await look(page, visited);
    }
    expect(errors).toEqual([]);
    await context.close();
  }
}

test('axe would tell of a fault', async () => {
  const { page, context } = await visit(browser, house.url);
  await page.goto('/');
  await settled(page);
  await page.evaluate(() => document.querySelector('h1')?.append(document.createElement('img')));
  expect((await axe(page)).map((fault) => fault.split(':')[0])).toEqual(['image-alt']);
  await context.close();
});

test(
  'at 400 % nothing goes sideways, axe finds nothing and the focus is always seen; no word of the engine',
  async () => {
    const faults: string[] = [];
    await onEachPage(async (page, { login, path }) => {
      const fault = (what: string, found: readonly string[]): void => void faults.push(...found.map((one) => `${path} ${what}: ${one}`));
      await page.setViewportSize(LAPTOP);
      await settled(page);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      fault('scrolls without', await escaping(page));
      if (CLERKS.has(login)) fault('says', (await page.locator('body').textContent())?.match(ENGINE_WORDS) ?? []);
      await page.setViewportSize(ENLARGED);
      await settled(page);
      const sideways = await sidewaysPx(page);
      if (sideways !== 0) faults.push(`${path} at 400 %: ${sideways} px sideways`);
      fault('at 400 %', await axe(page));
      fault('hides the focus at 400 %', await hiddenFocus(page, MOST_STOPS));
    });
    expect(faults).toEqual([]);
  },
  WHOLE_MS,
);

test(
  'while nothing has come a page says that it loads; when the server fails it says so, and comes back by itself',
  async () => {
    const faults: string[] = [];
    await onEachPage(async (page, { path }) => {
      // The next try is waited for without any time passing.
      await page.clock.install();
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      let isFailing = true;
      await page.route(/\/api\/v1\/(?!session|events|people\/names)/, async (route) => {
        if (route.request().method() !== 'GET' || !isFailing) return route.continue();
        await held;
        if (isFailing) await route.fulfill({ status: 503, body: '' });
        else await route.continue();
      });
      await page.reload();
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      faults.push(...(await axe(page)).map((one) => `${path} loading: ${one}`));
      release();
      await page.locator('[data-loading]').first().waitFor({ state: 'detached' });
      faults.push(...(await axe(page)).map((one) => `${path} failed: ${one}`));
      isFailing = false;
      await page.unroute(/\/api\/v1\/(?!session|events|people\/names)/);
      await page.clock.fastForward(TRIED_AGAIN_MS);
      await soon(async () => (await page.getByRole('main').getByRole('button', { name: 'Spróbuj ponownie' }).count()) === 0).catch(() =>
        faults.push(`${path} does not come back by itself`),
      );
    });
    expect(faults).toEqual([]);
  },
  WHOLE_MS,
);

test('a server that takes the question and never answers is told, not waited for endlessly', async () => {
  const { page, context } = await visit(browser, house.url);
  await context.request.post('/api/v1/session/demo', { data: { login: 'line1' }, headers: { Origin: house.url } });
  await page.clock.install();
  await page.route(/\/api\/v1\/tasks/, () => new Promise<never>(() => undefined));
  await page.goto('/queue?view=tier');
  await page.locator('[data-loading]').first().waitFor();
  await soon(async () => {
    await page.clock.runFor(5_000);
    return page.getByText('Brak połączenia z serwerem').isVisible();
  });
  await context.close();
});
