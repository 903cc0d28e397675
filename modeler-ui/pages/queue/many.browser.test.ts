/** The queue's extras in a real browser: a lead's acts on many tasks, saved filters with counts. */
import type { Browser } from 'playwright-core';
import { axe, focused, sidewaysPx, tabTo } from '../../../test/browser/support/access.js';
import { visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

const FREE_LINE_1 = '/queue?view=tier&free=1';

test('a lead picks rows by keyboard, assigns them and hands others on', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'lead', FREE_LINE_1);
  const rows = page.getByRole('row').filter({ hasText: 'LW-1' });
  await rows.first().waitFor();
  const numberOf = async (index: number) => /LCK-\d+-\d+/.exec((await rows.nth(index).textContent()) ?? '')?.[0] ?? 'none';
  const pick = (number: string) => rows.filter({ hasText: number }).locator('label').click();
  const [first, second, third] = [await numberOf(0), await numberOf(1), await numberOf(2)];
  const bar = page.getByRole('region', { name: 'Zaznaczone zadania' });
  await tabTo(page, /^div .*LCK-/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press(' ');
  await bar.getByText('Zaznaczono 1 zadanie').waitFor();
  await bar.getByRole('button', { name: 'Odznacz' }).press('Enter');
  // With the bar goes the button that was pressed.
  expect(await focused(page)).toMatch(/LCK-/);
  const placeOf = async (number: string) => (await rows.filter({ hasText: number }).boundingBox())?.y;
  const before = await placeOf(second);
  await pick(first);
  await bar.getByText('Zaznaczono 1 zadanie').waitFor();
  expect(await placeOf(second)).toBe(before);
  await pick(second);
  await bar.getByText('Zaznaczono 2 zadania').waitFor();
  expect(await axe(page)).toEqual([]);
  await bar.getByRole('button', { name: /Przydziel osobie/ }).press('Enter');
  await page.getByRole('option', { name: 'Iwona Odbierska' }).press('Enter');
  await page.getByText('Iwona Odbierska: przydzielono 2 zadania.').waitFor();
  const held = () =>
    house.sql<{ number: string }>(
      `SELECT c.number FROM task t JOIN case_file c ON c.id = t.case_id WHERE t.state = 'open' AND t.assignee = 'line1c' ORDER BY c.number`,
    );
  expect((await held()).map(({ number }) => number)).toEqual([first, second].sort());
  // A choice in a list acts at once: it can be taken back, and everything is where it was.
  await page.getByRole('button', { name: 'Cofnij' }).press('Enter');
  await page.getByText('Cofnięto: 2 zadania są tam, gdzie były.').waitFor();
  expect(await held()).toEqual([]);
  await rows.filter({ hasText: third }).waitFor();

  await pick(third);
  await bar.getByRole('button', { name: 'Przekaż dalej' }).press('Enter');
  const panel = page.getByRole('dialog', { name: 'Przekaż 1 zadanie' });
  await panel.getByRole('button', { name: 'Przekaż zaznaczone' }).press('Enter');
  await panel.getByText('Napisz, dlaczego').waitFor();
  expect(await axe(page)).toEqual([]);
  await panel.getByRole('button', { name: /Dokąd/ }).press('Enter');
  await page.getByRole('option', { name: 'LW-2' }).press('Enter');
  await panel.getByRole('textbox', { name: 'Uzasadnienie' }).fill('LW-1 ma dziś za dużo pracy.');
  await tabTo(page, /Przekaż zaznaczone/);
  await page.keyboard.press('Enter');
  await page.getByText('Gotowe: 1 zadanie.').waitFor();
  const [handedOn] = await house.sql(
    `SELECT t.decision, t.ended_by FROM task t JOIN case_file c ON c.id = t.case_id WHERE c.number = $1 AND t.state = 'completed'`,
    [third],
  );
  expect(handedOn).toEqual({ decision: 'line-2', ended_by: 'lead' });
  expect(errors).toEqual([]);
  await context.close();
});

test('on a phone of 320 px a lead picks cards and puts them aside; the bar stays while the list scrolls', async () => {
  const viewport = { width: 320, height: 640 };
  const { page, context, errors } = await visitAs(browser, house.url, 'lead', FREE_LINE_1, { viewport, hasTouch: true });
  const boxes = page.getByRole('list', { name: 'Zadania, najpilniejsze pierwsze' }).getByRole('listitem').locator('label');
  await boxes.first().tap();
  await boxes.nth(3).tap();
  const bar = page.getByRole('region', { name: 'Zaznaczone zadania' });
  await bar.getByText('Zaznaczono 2 zadania').waitFor();
  const { y = -1, height = 0 } = (await bar.boundingBox()) ?? {};
  expect([y >= 0, y + height <= viewport.height]).toEqual([true, true]);
  expect(await sidewaysPx(page)).toBe(0);
  expect(await axe(page)).toEqual([]);
  await bar.getByRole('button', { name: 'Przypomnij jutro' }).tap();
  await page.getByText('Gotowe: 2 zadania.').waitFor();
  await page.getByRole('tab', { name: /Oczekujące 2/ }).tap();
  await page
    .getByText(/^odłożone do \d/)
    .nth(1)
    .waitFor();
  await page.getByRole('tab', { name: /^Pytania/ }).tap();
  await page.getByText('Nikt nie czeka na Twoją odpowiedź.').waitFor();
  expect(await sidewaysPx(page)).toBe(0);
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('whoever leads nobody has no boxes to pick', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line1', '/queue?view=tier');
  await page.getByRole('row').nth(1).waitFor();
  expect(await page.getByRole('checkbox', { name: /Zaznacz/ }).count()).toBe(0);
  await context.close();
});

test('a filter is saved under a name, comes back with its count, and can be removed', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line2', FREE_LINE_1);
  await page.getByRole('row').nth(1).waitFor();
  const [free] = await house.sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM task WHERE state = 'open' AND tier = 'line-2' AND assignee IS NULL`,
  );
  await page.getByRole('button', { name: 'Zapisz filtr' }).press('Enter');
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText('Nazwij filtr').waitFor();
  await page.keyboard.type('Wolne LW-2');
  // Of the layer, not of the page behind it, where the same keys take the next task.
  await page.keyboard.press('Control+Enter');
  const saved = page.getByRole('button', { name: `Wolne LW-2 ${free?.count}` });
  await saved.waitFor();
  expect(new URL(page.url()).pathname).toBe('/queue');
  expect(await axe(page)).toEqual([]);
  await page.goto('/queue');
  await saved.press('Enter');
  await page.waitForURL('**/queue?view=tier&free=1');
  await page.getByRole('button', { name: 'Usuń filtr Wolne LW-2' }).press('Enter');
  await saved.waitFor({ state: 'detached' });
  await context.close();
});
