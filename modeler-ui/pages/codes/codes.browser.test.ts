/** Tables of codes in a real browser: from what waits for a code to its going on, by keyboard alone, in each of their states. */
import type { Browser, Page } from 'playwright-core';
import { axe, sidewaysPx, tabTo, typeDate } from '../../../test/browser/support/access.js';
import { PHONE, visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

/** A closing that the DMS told with a code that no table knows. */
async function closedWith(code: string): Promise<string> {
  const [open] = await house.sql<{ number: string }>(
    `SELECT c.number FROM case_file c WHERE c.status = 'open' AND NOT EXISTS (SELECT FROM held_inward h WHERE h.case_number = c.number)
      ORDER BY c.number LIMIT 1`,
  );
  const number = open?.number ?? '';
  const event = { caseNumber: number, dmsCode: code, eventId: `closed-with-${code}`, by: 'department' };
  expect(await house.api.inward.fileClosed(event)).toEqual({ type: 'held' });
  return number;
}

const addRule = async (page: Page, code: string, answer: string): Promise<void> => {
  await page.getByRole('button', { name: 'Reguła 1: 1' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Dodaj regułę pod spodem' }).press('Enter');
  for (const [column, text] of [
    ['Co', '"outcome"'],
    ['Kod w EOD', `"${code}"`],
    ['Nasz kod', `"${answer}"`],
  ] as const) {
    const cell = page.getByRole('textbox', { name: `${column}, reguła 2` });
    await cell.fill(text);
    await cell.press('Enter');
  }
};

test('a code that nobody knows: named, mapped, checked, tried on last month, published, and what waited goes on; by keyboard alone', async () => {
  const number = await closedWith('NAP');
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/decisions');
  await page.getByRole('row', { name: /^Kody z systemu EOD 1 .*1$/ }).waitFor();
  await tabTo(page, /^a Kody z systemu EOD/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Kody z systemu EOD' }).waitFor();
  expect(await page.getByRole('navigation').first().locator('[aria-current="page"]').allInnerTexts()).toEqual(['Decyzje']);
  // The page scrolls, not the window around it.
  expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBe(0);
  await page.getByText(`Kod „NAP” (wynik) jest nieznany: czeka 1 wiadomość. Sprawy: ${number}`).waitFor();
  expect(await page.getByRole('button', { name: 'Puść wstrzymane' }).count()).toBe(0);
  expect(await axe(page)).toEqual([]);

  await addRule(page, 'NAP', 'naprawione');
  await page.getByRole('button', { name: 'Sprawdź i wypróbuj' }).press('Enter');
  await page.getByRole('row', { name: /^NAP \(wynik\) czekałoby naprawione 1 / }).waitFor();
  const answer = page.getByRole('textbox', { name: 'Nasz kod, reguła 2' });
  await answer.fill('"done"');
  await answer.press('Enter');
  await page.getByText('Tabela zmieniła się od sprawdzenia.').waitFor();
  // It stays over a reload.
  await page.reload();
  await page.getByRole('button', { name: 'Sprawdź i wypróbuj' }).press('Enter');
  await page.getByRole('row', { name: new RegExp(`^NAP \\(wynik\\) czekałoby done 1 ${number}$`) }).waitFor();
  expect(await axe(page)).toEqual([]);

  await page.getByRole('button', { name: 'Opublikuj' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Publikacja tabeli' });
  await dialog.getByRole('button', { name: 'Opublikuj' }).press('Enter');
  await dialog.getByText('Napisz w kilku słowach, co się zmienia.').first().waitFor();
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Co się zmienia i dlaczego' }).fill('Nowy kod EOD: naprawione na miejscu.');
  await page.keyboard.press('Enter');
  await page.getByText('Wersja 2 jest opublikowana.').waitFor();
  await page.getByText(`Kod „NAP” (wynik) jest już w tabeli: 1 wiadomość może ruszyć.`).waitFor();
  await page.getByRole('row', { name: /^2 ✓? ?obowiązuje/ }).waitFor();
  await page.getByRole('button', { name: 'Puść wstrzymane' }).press('Enter');
  await page.getByText('Ruszyła 1 wstrzymana wiadomość.').waitFor();
  await page.getByText('Kod „NAP”').waitFor({ state: 'detached' });
  expect(await house.sql('SELECT 1 FROM held_inward')).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('a table for a later day is shown as scheduled; what stands in the way of publishing is said and can’t be published', async () => {
  const { page, context } = await visitAs(browser, house.url, 'owner', '/codes/crm/outward');
  const cell = page.getByRole('textbox', { name: 'Kod w CRM, reguła 3' });
  await cell.fill('"FIXED"');
  await cell.press('Enter');
  await page.getByRole('button', { name: 'Sprawdź i wypróbuj' }).press('Enter');
  await page.getByText('ma zostać „FIXED”, a takiego kodu CRM nie zna. Odmówi go przyjąć.').waitFor();
  await page.getByRole('button', { name: 'Opublikuj' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Publikacja tabeli' });
  await dialog.getByRole('button', { name: /Od kiedy się liczy/ }).press('Enter');
  await page.getByRole('option', { name: 'od wybranego dnia' }).press('Enter');
  await typeDate(dialog, 'Dzień', '2099-01-01');
  await dialog.getByRole('textbox', { name: 'Co się zmienia i dlaczego' }).fill('Od nowego roku CRM ma inne kody.');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /^2 .*zaplanowana czw\. 1 sty 2099, 00:00/ }).waitFor();
  await page.getByRole('row', { name: /^1 .*obowiązuje/ }).waitFor();
  expect(await axe(page)).toEqual([]);

  const kind = page.getByRole('textbox', { name: 'Kod w CRM, reguła 3' });
  await kind.waitFor();
  const code = page.getByRole('textbox', { name: 'Nasz kod, reguła 3' });
  await code.fill('-');
  await code.press('Enter');
  await page.getByRole('button', { name: 'Sprawdź i wypróbuj' }).press('Enter');
  await page.getByText('Jedna z reguł (wynik) pasuje do każdego kodu.').waitFor();
  expect(await page.getByRole('button', { name: 'Opublikuj' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Odrzuć moje zmiany' }).press('Enter');
  await page.getByText('Jedna z reguł').waitFor({ state: 'detached' });
  await context.close();
});

test('a table that isn’t there yet has something to begin with; codes that nobody knows are written down; gone server, phone, 320 px, English', async () => {
  const { page, context } = await visitAs(browser, house.url, 'owner', '/codes/crm/inward', { viewport: PHONE });
  await page.getByText('Tabela nie jest jeszcze opublikowana').waitFor();
  await page.getByRole('textbox', { name: 'Kod w CRM, reguła 1', exact: true }).waitFor();
  expect([await sidewaysPx(page), await axe(page)]).toEqual([0, []]);
  await page.goto('/codes/dms/outward');
  await page.getByRole('button', { name: /^Kody, które zna EOD/ }).press('Enter');
  await page.getByText('EOD sam podaje (wynik): ZAL, ODP').waitFor();
  await page.setViewportSize({ width: 320, height: 640 });
  expect([await sidewaysPx(page), await axe(page)]).toEqual([0, []]);
  house.setDown(true);
  await page.getByRole('button', { name: 'Sprawdź i wypróbuj' }).press('Enter');
  await page.getByText(/Nie udało się, nic się nie zmieniło/).waitFor();
  house.setDown(false);
  await page.evaluate(() => localStorage.setItem('okienko.language', 'en'));
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Codes for DMS' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('it is the process owner’s alone', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line1', '/codes/dms/inward');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.getByRole('textbox', { name: /reguła 1/ }).count()).toBe(0);
  await context.close();
});
