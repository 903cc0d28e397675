/** The queue in a real browser: by keyboard, calm while others work, in each of its states. */
import type { Browser, Page } from 'playwright-core';
import { axe, focused, sidewaysPx, tabTo } from '../../../test/browser/support/access.js';
import { PHONE, visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

const TIER = '/queue?view=tier';
const numbers = (page: Page): Promise<string[]> => page.getByRole('rowheader').allTextContents();

test('arrow keys move, Space previews, Enter opens, and the way back leads to the row', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'line1', TIER);
  await page.getByRole('row').nth(1).waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^div .*LCK-/);
  await page.keyboard.press('ArrowDown');
  const row = await focused(page);
  const number = /LCK-\d+-\d+/.exec(row)?.[0] ?? '';
  await page.keyboard.press(' ');
  await page.getByRole('complementary', { name: 'Podgląd' }).getByText(number).waitFor();
  expect(await focused(page)).toBe(row);
  expect(await axe(page)).toEqual([]);
  // Escape puts it away, and one Space brings it back.
  await page.keyboard.press('Escape');
  await page.getByRole('complementary', { name: 'Podgląd' }).waitFor({ state: 'detached' });
  await page.keyboard.press(' ');
  await page.getByRole('complementary', { name: 'Podgląd' }).getByText(number).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: new RegExp(number) }).waitFor();
  expect(await focused(page)).toContain(number);
  await page.goBack();
  await page.getByRole('row', { name: new RegExp(number) }).waitFor();
  await expectSoon(async () => (await focused(page)).includes(number));
  expect(errors).toEqual([]);
  await context.close();
});

test('view and filters live in the address; a filter without result says how to widen it', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line1', '/queue');
  await page.getByRole('tab', { name: /Mój szczebel/ }).click();
  await page.waitForURL('**/queue?view=tier');
  await page.getByRole('combobox', { name: 'Klasyfikacja' }).fill('slub urzedzie');
  await page.getByRole('option', { name: 'Ślub w urzędzie' }).click();
  await page.waitForURL(/classification=/);
  await page.goBack();
  await page.waitForURL('**/queue?view=tier');
  await page.goto(`${TIER}&classification=none-such`);
  await page.getByText('Żadne zadanie nie pasuje do zawężenia: none-such.').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Pokaż wszystkie' }).click();
  await page.getByRole('row').nth(1).waitFor();
  await context.close();
});

test('rows stay still while others work; what is new comes when it is asked for', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line1', TIER);
  await page.getByRole('row').nth(1).waitFor();
  const before = await numbers(page);
  const colleague = await visitAs(browser, house.url, 'frontoffice');
  const created = await colleague.context.request.post('/api/v1/cases', {
    data: { classification: 'roads.pothole', channel: 'phone', note: 'Nowa dziura', entryTier: 'line-1' },
    headers: { Origin: house.url },
  });
  expect([created.status(), await created.text()]).toEqual([201, expect.anything()]);
  await page.getByText('1 nowe').waitFor();
  expect(await numbers(page)).toEqual(before);
  await page.getByRole('button', { name: 'Pokaż', exact: true }).click();
  await expectSoon(async () => !(await page.getByText('1 nowe').isVisible()));
  expect(await page.getByRole('tab', { name: /Mój szczebel/ }).textContent()).toMatch(/\d+$/);
  await colleague.context.close();
  await context.close();
});

test('Biorę następną takes the most urgent free task and opens it', async () => {
  const [most] = await house.sql<{ number: string }>(
    `SELECT c.number FROM task t JOIN case_file c ON c.id = t.case_id WHERE t.state = 'open' AND t.tier = 'line-2' AND t.assignee IS NULL
      ORDER BY least(c.promise_at, t.due_at), t.created_at, t.task_key LIMIT 1`,
  );
  const { page, context } = await visitAs(browser, house.url, 'line2', TIER);
  await page.getByRole('row').nth(1).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { level: 1, name: new RegExp(most?.number ?? 'none') }).waitFor();
  await page.getByText('Prowadzący: Grzegorz Dociekliwy').waitFor();
  await context.close();
});

test('the server goes away: the banner says so, the rows stay, and it comes back by itself', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line1', TIER);
  await page.getByRole('row').nth(1).waitFor();
  const before = await numbers(page);
  house.setDown(true);
  await page.getByRole('tab', { name: /Po terminie/ }).click();
  await page.getByText('Brak połączenia z serwerem').waitFor();
  expect(await axe(page)).toEqual([]);
  house.setDown(false);
  await expectSoon(async () => !(await page.getByText('Brak połączenia z serwerem').isVisible()));
  await page.getByRole('tab', { name: /Mój szczebel/ }).click();
  await page.getByRole('row').nth(1).waitFor();
  expect((await numbers(page)).length).toBe(before.length);
  await context.close();
});

test('an empty queue says what to do next', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line2c', '/queue');
  await page.getByText('Nie masz zadań.').waitFor();
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('cards on a phone and at 320 px, nothing sideways; dark and forced colours pass too', async () => {
  for (const options of [{ viewport: PHONE }, { viewport: { width: 320, height: 640 } }]) {
    const { page, context } = await visitAs(browser, house.url, 'line1', TIER, options);
    await page.getByRole('link', { name: /LCK-/ }).first().waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    await context.close();
  }
  for (const options of [{ colorScheme: 'dark' as const }, { forcedColors: 'active' as const }]) {
    const { page, context } = await visitAs(browser, house.url, 'line1', TIER, options);
    await page.getByRole('row').nth(1).waitFor();
    expect(await axe(page)).toEqual([]);
    await context.close();
  }
});

async function expectSoon(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 10_000; performance.now() < deadline; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await holds()).toBe(true);
}
