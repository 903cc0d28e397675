/** The dispatcher's drill: the EOD is away, cases are taken and closed as ever, it comes back, and its files are closed without a hand. */
import type { Browser, Page } from 'playwright-core';
import { axe, sidewaysPx, soon, tabOnto } from '../../../test/browser/support/access.js';
import { LAPTOP, visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';
import { type FilingOffice, openFilingOffice } from '../../../test/support/filing-office.js';

const MINUTE_MS = 60_000;
/** What comes by itself: the undo's ten seconds, five failures until a system counts as away, the page's next look. */
const BY_ITSELF = { timeout: 40_000 };
const DRILL_MS = 240_000;
let house: House;
let browser: Browser;
let eod: FilingOffice;
inHouse(
  (...opened) => {
    [house, browser] = opened;
  },
  async () => {
    eod = await openFilingOffice();
    return { peers: { dms: eod.peer }, clock: 'controllable' };
  },
);
afterAll(() => eod.away());

/** Free, with the roads department. */
async function withDepartment(): Promise<string> {
  const desk = await visitAs(browser, house.url, 'line1');
  const post = async (path: string, data: object): Promise<{ readonly number: string }> => {
    const answer = await desk.context.request.post(path, { data, headers: { Origin: house.url } });
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as { number: string };
  };
  const { number } = await post('/api/v1/cases', {
    classification: 'roads.pothole',
    channel: 'phone',
    note: 'Dziura przy szkole.',
    entryTier: 'line-1',
  });
  await soon(async () => (await openTask(number, 'line-1')) !== undefined);
  await post(`/api/v1/tasks/${await openTask(number, 'line-1')}/hand-on`, {
    decision: 'department',
    department: 'roads',
    reason: 'Naprawa.',
  });
  await soon(async () => (await openTask(number, 'department')) !== undefined);
  await desk.context.close();
  return number;
}

async function openTask(number: string, tier: string): Promise<string | undefined> {
  const [task] = await house.sql<{ key: string }>(
    `SELECT t.task_key::text AS key FROM task t JOIN case_file c ON c.id = t.case_id WHERE c.number = $1 AND t.state = 'open' AND t.tier = $2`,
    [number, tier],
  );
  return task?.key;
}

/** By keyboard alone: takes the most urgent case of the queue, accepts it and settles it. Gives its number. */
async function takeAndClose(page: Page): Promise<string> {
  await page.goto('/queue?view=tier');
  await tabOnto(page, page.getByRole('button', { name: 'Biorę następną' }));
  await page.keyboard.press('Enter');
  await tabOnto(page, page.getByRole('radio', { name: 'Przyjmij', exact: true }));
  await page.keyboard.press(' ');
  await tabOnto(
    page,
    page
      .getByRole('group', { name: /Planowana data/ })
      .getByRole('spinbutton')
      .first(),
  );
  await page.keyboard.type('200320301200');
  await page.keyboard.press('Control+Enter');
  const settle = page.getByRole('radio', { name: 'Załatw', exact: true });
  await settle.waitFor();
  await tabOnto(page, settle);
  await page.keyboard.press(' ');
  await tabOnto(page, page.getByRole('button', { name: /^Wynik/ }));
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Załatwiono', exact: true }).press('Enter');
  await tabOnto(page, page.getByRole('textbox', { name: /Odpowiedź dla mieszkańca/ }));
  await page.keyboard.type('Załatano dziurę.');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Cofnij zamknięcie' }).waitFor();
  return /LCK-\d+-\d+/.exec(page.url())?.[0] ?? '';
}

test(
  'the EOD stopped, two cases taken and closed, the EOD started: both files are closed without a hand, and the page shows it',
  async () => {
    const numbers = [await withDepartment(), await withDepartment()];
    await eod.away();
    const { page, context, errors } = await visitAs(browser, house.url, 'department');
    await page.clock.install();
    const closed = [await takeAndClose(page), await takeAndClose(page)];
    expect([...closed].sort()).toEqual([...numbers].sort());

    const line = page.getByRole('status').filter({ hasText: /EOD nie odpowiada od/ });
    await line.waitFor(BY_ITSELF);
    expect(await line.textContent()).toMatch(/Sprawy prowadź jak zwykle: nic nie przepadło/);
    await page.getByText('Sprawa jest załatwiona.').waitFor(BY_ITSELF);
    await page.clock.fastForward('12:00');
    const chips = page.getByRole('list', { name: 'Przekazane dalej' });
    await chips.getByText(/^EOD czeka od 1\d min/).waitFor();
    // Nothing is said of a file there that nobody there knows of.
    await page.getByText('EOD: jeszcze nie potwierdził').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await sidewaysPx(page)).toBe(0);
    await page.setViewportSize(LAPTOP);
    expect([...eod.files]).toEqual([]);

    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await eod.back();
    // As after the next try, which is some minutes away by now.
    house.engine.clock.pin(Date.now() + 10 * MINUTE_MS);
    await chips.getByText(/EOD ✓/).waitFor(BY_ITSELF);
    await line.waitFor({ state: 'detached', ...BY_ITSELF });
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
    await soon(async () => [...eod.files.values()].every((state) => state === 'closed'));
    expect([...eod.files]).toEqual(expect.arrayContaining(numbers.map((number) => [`${number}/1`, 'closed'])));
    await page.goto(`/cases/${closed[0]}`);
    await chips.getByText(/EOD ✓/).waitFor();
    expect(await house.sql(`SELECT 1 FROM outbox WHERE system = 'dms' AND delivered_at IS NULL`)).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  },
  DRILL_MS,
);
