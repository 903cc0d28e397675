/** The built-in registers in a real browser: a file closed in the EOD resolves the case, and who has the case open sees it. */
import type { Browser } from 'playwright-core';
import { axe, focused, sidewaysPx, soon, tabTo, typeDate } from '../../../test/browser/support/access.js';
import { visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

/** A case that the roads department has accepted, so that it has a file in the EOD. */
async function accepted(): Promise<string> {
  const desk = await visitAs(browser, house.url, 'line1');
  const post = async (path: string, data: object) => {
    const answer = await desk.context.request.post(path, { data, headers: { Origin: house.url } });
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as { number: string };
  };
  const { number } = await post('/api/v1/cases', {
    classification: 'roads.pothole',
    channel: 'phone',
    note: 'Dziura przy szkole.',
    entryTier: 'line-1',
    resident: { new: { name: 'Halina Przykładowa', email: 'halina@example.org', replyChannel: 'mail' } },
  });
  await post(`/api/v1/tasks/${await openTask(number, 'line-1')}/hand-on`, {
    decision: 'department',
    department: 'roads',
    reason: 'Naprawa jezdni.',
  });
  await desk.context.close();
  const roads = await visitAs(browser, house.url, 'department');
  const key = await openTask(number, 'department');
  const answer = await roads.context.request.post(`/api/v1/tasks/${key}/complete`, {
    data: { decision: 'accept', values: { plannedAt: '2030-03-20T12:00:00Z' } },
    headers: { Origin: house.url },
  });
  expect([answer.status(), await answer.text()]).toEqual([200, expect.anything()]);
  await roads.context.close();
  for (let file = 0; file === 0; file = (await house.sql('SELECT 1 FROM dms_file WHERE case_number = $1', [number])).length)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return number;
}

async function openTask(number: string, tier: string): Promise<string> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; ) {
    const [task] = await house.sql<{ key: string }>(
      `SELECT t.task_key::text AS key FROM task t JOIN case_file c ON c.id = t.case_id WHERE c.number = $1 AND t.state = 'open' AND t.tier = $2`,
      [number, tier],
    );
    if (task !== undefined) return task.key;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Expected a task of ${number} at ${tier}, but none came`);
}

test('closing the file in the EOD, by keyboard, resolves the case; a page open elsewhere shows it within 2 s and the focus stays', async () => {
  const number = await accepted();
  const clerk = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  await clerk.page.getByRole('heading', { level: 1, name: new RegExp(number) }).waitFor();
  await clerk.page.getByRole('checkbox', { name: 'Pokaż też kroki systemu' }).focus();
  const before = await focused(clerk.page);
  // Where a resolved case offers nothing any more the focus goes on from the heading, not back to the page's beginning.
  const asking = await clerk.context.newPage();
  await asking.goto(`/cases/${number}`);
  await asking.getByRole('button', { name: 'Zapytaj kolegę' }).focus();
  // The stream is open once the page has been up for a moment.
  await clerk.page.waitForTimeout(1_000);
  await clerk.page.evaluate(() => Object.assign(window, { isSamePage: true }));

  const { page, context, errors } = await visitAs(browser, house.url, 'department', '/registers/dms');
  await page.getByRole('link', { name: new RegExp(`^${number}`) }).waitFor();
  await tabTo(page, new RegExp(`^a ${number}`));
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: /Teczka/ }).waitFor();
  await soon(async () => /^h2 Teczka/.test(await focused(page)));
  expect(await axe(page)).toEqual([]);
  // Closing the preview leads back to where one was.
  await tabTo(page, /Zamknij podgląd/);
  await page.keyboard.press('Enter');
  await soon(async () => (await focused(page)).startsWith('button Pokaż teczkę'));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Zmień planowaną datę' }).press('Enter');
  await page.getByText('Podaj dzień i godzinę').waitFor();
  await typeDate(page, 'Nowa planowana data', '2030-03-24T09:00');
  await page.getByRole('button', { name: 'Zmień planowaną datę' }).press('Enter');
  await page.getByText(`Sprawa ${number} już ją pokazuje.`).waitFor();
  await page
    .getByText(/24 mar 2030/)
    .first()
    .waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Wybierz wynik, z którym zamykasz teczkę.').waitFor();
  await tabTo(page, /^button$/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const begun = performance.now();
  await page.keyboard.press('Control+Enter');
  await clerk.page.getByText('Sprawa jest załatwiona.').waitFor();
  expect(performance.now() - begun).toBeLessThan(2_000);
  expect(await focused(clerk.page)).toBe(before);
  await soon(async () => (await focused(asking)).startsWith(`h1 ${number}`));
  expect(await clerk.page.evaluate(() => 'isSamePage' in window)).toBe(true);
  await page.getByText(`Sprawa ${number} dowie się o tym sama.`).waitFor();
  // Among the open files it is no more: the focus is not lost with it.
  await soon(async () => /^h[12] /.test(await focused(page)));
  await clerk.page.getByText(/^EOD .*: zamknięta$/).waitFor();
  expect(await clerk.page.getByRole('list', { name: 'Przebieg' }).getByText('Sprawa na szczeblu: Wydział').count()).toBe(1);
  expect(errors).toEqual([]);
  await clerk.context.close();
  await context.close();
});

test('the case’s chips lead to its record in the CRM and its file in the EOD', async () => {
  const number = await accepted();
  const { page, context } = await visitAs(browser, house.url, 'line2', `/cases/${number}`);
  await page.getByRole('link', { name: /EOD ✓/ }).click();
  await page.getByText(`Tylko sprawa ${number}.`).waitFor();
  await page.getByRole('heading', { level: 2, name: /Teczka/ }).waitFor();
  // What lies in it, with its versions; the case has it, too.
  await page.getByText('W teczce nie ma jeszcze dokumentów.').waitFor();
  const path = `/api/v1/cases/${number}/documents?name=szkic.txt`;
  const added = await context.request.post(path, { data: 'szkic', headers: { Origin: house.url, 'Content-Type': 'text/plain' } });
  expect(added.status()).toBe(201);
  await page.getByRole('link', { name: 'Pobierz szkic.txt' }).waitFor();
  await page
    .getByRole('list', { name: 'Dokumenty w teczce' })
    .getByText(/wersja 1,/)
    .waitFor();
  expect(await axe(page)).toEqual([]);
  // Only the department closes its files.
  expect(await page.getByRole('button', { name: 'Zamknij teczkę' }).count()).toBe(0);
  await page.goBack();
  await page.getByRole('link', { name: /CRM ✓/ }).click();
  await page.getByRole('rowheader').getByRole('button').first().click();
  await page.getByRole('heading', { level: 2, name: /Zgłoszenie/ }).waitFor();
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('empty, offline, phone, 320 px, dark and forced colours', async () => {
  const empty = await visitAs(browser, house.url, 'departmentc', '/registers/dms');
  await empty.page.getByText('Nie ma tu żadnej teczki.').waitFor();
  expect(await axe(empty.page)).toEqual([]);
  house.setDown(true);
  await empty.page.getByRole('radio', { name: 'Wszystkie' }).press(' ');
  await empty.page.getByText('Brak połączenia z serwerem').waitFor();
  expect(await axe(empty.page)).toEqual([]);
  house.setDown(false);
  await empty.page.getByText('Nie ma tu żadnej teczki.').waitFor();
  await empty.context.close();
  for (const options of [
    { viewport: { width: 320, height: 640 } },
    { colorScheme: 'dark' as const },
    { forcedColors: 'active' as const },
  ]) {
    const { page, context } = await visitAs(browser, house.url, 'line2', '/registers/crm', options);
    await page.getByRole('row').nth(1).waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    if ('viewport' in options) {
      // The record is above the list there: one is brought to it.
      await page.getByRole('rowheader').getByRole('button').nth(3).click();
      const title = page.getByRole('heading', { level: 2, name: /Zgłoszenie/ });
      await title.waitFor();
      await soon(() => title.evaluate((element) => element.getBoundingClientRect().top >= 0));
    }
    await context.close();
  }
});
