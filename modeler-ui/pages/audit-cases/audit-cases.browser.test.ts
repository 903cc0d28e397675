/** The auditor's list and the access log in a real browser: from a question to a history, the export, who looked. */
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { axe, focused, sidewaysPx, tabTo } from '../../../test/browser/support/access.js';
import { PHONE, visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
let moved: string;
inHouse(async (...opened) => {
  [house, browser] = opened;
  // In the office that the tests share every promise was moved; here only one was.
  await house.sql('UPDATE case_file SET promise_first_at = promise_at');
  const [found] = await house.sql<{ number: string }>(
    `UPDATE case_file SET promise_at = promise_first_at + interval '1 day'
      WHERE number = (SELECT min(number) FROM case_file WHERE status = 'open' AND resident_id IS NOT NULL) RETURNING number`,
  );
  moved = found?.number ?? '';
});

test('by keyboard: a ready question, its case, its history', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'auditor', '/');
  await page.waitForURL('**/cases');
  await page.getByRole('row').nth(1).waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^a Zmieniony termin/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/cases?question=dates-changed');
  await page.getByRole('rowheader', { name: moved }).waitFor();
  expect(await page.getByRole('rowheader').count()).toBe(1);
  await tabTo(page, new RegExp(`^div ${moved}`));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: `Historia sprawy ${moved}` }).waitFor();
  expect(await focused(page)).toContain(moved);
  await page.goBack();
  await page.waitForURL('**/cases?question=dates-changed');
  expect(errors).toEqual([]);
  await context.close();
});

test('version, columns and question live in the address; no result says what was asked', async () => {
  const { page, context } = await visitAs(browser, house.url, 'auditor', '/cases?version=resident-matter/1');
  await page.getByRole('row').nth(1).waitFor();
  await page.getByRole('button', { name: 'Kolumny' }).click();
  await page
    .getByRole('menuitem', { name: /Biegi/ })
    .or(page.getByRole('menuitemradio', { name: /Biegi/ }))
    .or(page.getByRole('menuitemcheckbox', { name: /Biegi/ }))
    .click();
  await page.waitForURL(/columns=.*runs/);
  await page.getByRole('columnheader', { name: 'Biegi' }).waitFor();
  // The person's own columns stay, also without an address that says so.
  await page.goto('/cases');
  await page.getByRole('columnheader', { name: 'Biegi' }).waitFor();
  await page.goto('/cases?question=steps-missing');
  await page.getByText(/Zakończone bez tego, czego wymaga rodzaj sprawy/).waitFor();
  await page.getByText('Żadna sprawa nie odpowiada pytaniu: Bez wszystkich kroków.').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.goto('/cases?question=reopened&version=resident-matter/1');
  await page.getByText('Żadna sprawa nie odpowiada pytaniu: Otwarte ponownie, Sprawa mieszkańca, wersja 1.').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Pokaż wszystkie' }).click();
  await page.getByRole('row').nth(1).waitFor();
  await context.close();
});

test('the export masks residents, and shows them for a purpose that is then in the access log', async () => {
  const { page, context } = await visitAs(browser, house.url, 'auditor', '/cases?question=dates-changed');
  const take = async (button: string): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).press('Enter')]);
    return readFile(await download.path(), 'utf8');
  };
  await page.getByRole('rowheader', { name: moved }).waitFor();
  await page.getByRole('button', { name: 'Eksportuj CSV' }).press('Enter');
  expect(await axe(page)).toEqual([]);
  const masked = await take('Pobierz bez danych mieszkańców');
  expect(masked).toContain('# zawężenie: pytanie: Zmieniony termin');
  expect(masked).toMatch(new RegExp(`${moved};.*;•••`));
  await page.getByRole('button', { name: 'Eksportuj CSV' }).press('Enter');
  await page.getByRole('textbox', { name: /Cel, jeśli/ }).fill('bo tak');
  await page.getByRole('button', { name: 'Pobierz z danymi mieszkańców' }).press('Enter');
  await page.getByRole('alert').getByText('Napisz cel dokładniej').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('textbox', { name: /Cel, jeśli/ }).fill('Kontrola terminów K-17');
  expect(await take('Pobierz z danymi mieszkańców')).not.toContain('•••');
  await page.goto('/access-log?kind=search');
  const look = page.getByRole('row').filter({ hasText: 'Kontrola terminów K-17' });
  await look.getByText('Stefan Kontrolny').waitFor();
  await look.getByText('Zmieniony termin', { exact: true }).waitFor();
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('the whole history is checked while one waits', async () => {
  const { page, context } = await visitAs(browser, house.url, 'auditor', '/cases');
  await page.getByRole('button', { name: 'Sprawdź całą historię' }).press('Enter');
  await page.getByRole('dialog').getByText('Historia jest niezmieniona').waitFor({ timeout: 30_000 });
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('the access log finds a person and says when there is nothing; clerks have neither page', async () => {
  const { page, context } = await visitAs(browser, house.url, 'auditor', '/access-log?person=line2c');
  await page.getByText('Nic nie pasuje do zawężenia.').waitFor();
  expect(await axe(page)).toEqual([]);
  const clerk = await visitAs(browser, house.url, 'line1', '/access-log');
  await clerk.page.getByRole('heading', { level: 1 }).waitFor();
  expect(await clerk.page.getByRole('navigation').getByText('Dziennik dostępu').count()).toBe(0);
  expect(await clerk.page.getByRole('table').count()).toBe(0);
  await clerk.context.close();
  await context.close();
});

test('the server goes away: it is said, and the list comes when it is back', async () => {
  const { page, context } = await visitAs(browser, house.url, 'auditor', '/cases');
  await page.getByRole('row').nth(1).waitFor();
  house.setDown(true);
  await page.getByRole('link', { name: 'Zamknięte po terminie' }).click();
  await page.getByText('Brak połączenia z serwerem').waitFor();
  house.setDown(false);
  await page.getByText('Brak połączenia z serwerem').waitFor({ state: 'detached' });
  await context.close();
});

test('fits a phone and 320 px; dark and forced colours pass', async () => {
  for (const options of [
    { viewport: PHONE },
    { viewport: { width: 320, height: 640 } },
    { colorScheme: 'dark' as const },
    { forcedColors: 'active' as const },
  ]) {
    for (const path of ['/cases', '/access-log']) {
      const { page, context } = await visitAs(browser, house.url, 'auditor', path, options);
      await page
        .getByText(/LCK-2026-/)
        .first()
        .waitFor();
      expect([path, await sidewaysPx(page), await axe(page)]).toEqual([path, 0, []]);
      await context.close();
    }
  }
});
