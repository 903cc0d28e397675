/** A resident checks a case in a real browser, by keyboard, on paper and on a phone. */
import type { Browser } from 'playwright-core';
import { axe, focused, sidewaysPx, tabTo } from '../../../test/browser/support/access.js';
import { PHONE, visit } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

async function caseThat(condition: string): Promise<{ readonly number: string; readonly code: string }> {
  const [found] = await house.sql<{ number: string; code: string }>(
    `SELECT number, status_code AS code FROM case_file WHERE ${condition} ORDER BY number LIMIT 1`,
  );
  if (found === undefined) throw new Error(`no case that ${condition}`);
  return found;
}

test('from the sign-in page to the status, by keyboard alone', async () => {
  const { number, code } = await caseThat(`status = 'open' AND promise_at > now()`);
  const { page, context, errors } = await visit(browser, house.url);
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await tabTo(page, /^a Sprawdź swoją sprawę/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Sprawdź swoją sprawę' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^input/);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Popraw 2 rzeczy').waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /Wpisz numer sprawy/);
  await page.keyboard.press('Enter');
  await page.keyboard.type(number.toLowerCase());
  await page.keyboard.press('Tab');
  await page.keyboard.type(`${code.slice(0, 4)} ${code.slice(4)}`);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: `Sprawa ${number}` }).waitFor();
  expect(await focused(page)).toContain(number);
  await page.getByText('Sprawa jest w toku.').waitFor();
  await page.getByText(/^Termin: do /).waitFor();
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('the answer of a resolved case, on paper without buttons', async () => {
  const { number, code } = await caseThat(`status = 'resolved'`);
  const { page, context } = await visit(browser, house.url);
  await page.goto('/check');
  await page.getByLabel('Numer sprawy').fill(number);
  await page.getByLabel('Kod').fill(code);
  await page.getByRole('button', { name: 'Sprawdź', exact: true }).click();
  await page.getByText('Odpowiedzieliśmy przez telefon.').waitFor();
  expect(await page.getByText('Co będzie potrzebne').count()).toBe(0);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: 'Drukuj' }).isVisible()).toBe(false);
  expect(await page.getByText('Odpowiedzieliśmy przez telefon.').isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('button', { name: 'Sprawdź inną sprawę' }).press('Enter');
  await page.getByRole('button', { name: 'Sprawdź', exact: true }).waitFor();
  expect(await page.getByLabel('Numer sprawy').evaluate((field) => field === document.activeElement)).toBe(true);
  await context.close();
});

test('a wrong code says so and keeps what was typed; a server that is away, too', async () => {
  const { number } = await caseThat(`status = 'open'`);
  const { page, context } = await visit(browser, house.url);
  await page.goto('/check');
  await page.getByLabel('Numer sprawy').fill(number);
  await page.getByLabel('Kod').fill('0000 000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Numer albo kod się nie zgadza').waitFor();
  expect(await axe(page)).toEqual([]);
  house.setDown(true);
  await page.getByRole('button', { name: 'Sprawdź', exact: true }).click();
  await page.getByRole('alert').getByText('Nie możemy teraz odczytać sprawy').waitFor();
  expect(await page.getByLabel('Numer sprawy').inputValue()).toBe(number);
  await context.close();
});

test('the accessibility statement, in English, on a phone, in the dark and in forced colours', async () => {
  for (const options of [
    { viewport: PHONE },
    { viewport: { width: 320, height: 640 } },
    { colorScheme: 'dark' as const },
    { forcedColors: 'active' as const },
  ]) {
    const { page, context } = await visit(browser, house.url, options);
    await page.goto('/check');
    await page.getByRole('button', { name: 'In English' }).click();
    await page.getByRole('heading', { level: 1, name: 'Check your case' }).waitFor();
    expect([await sidewaysPx(page), await axe(page)]).toEqual([0, []]);
    await page.getByRole('link', { name: 'Accessibility statement' }).click();
    await page.getByRole('heading', { level: 1, name: 'Accessibility statement' }).waitFor();
    expect([await sidewaysPx(page), await axe(page)]).toEqual([0, []]);
    await context.close();
  }
});
