/** Published decision tables and forms in a real browser: found, read, tried by keyboard alone, in each of their states. */
import type { Browser } from 'playwright-core';
import { axe, sidewaysPx, tabTo } from '../../../test/browser/support/access.js';
import { PHONE, visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

test('from the rail to a result and the rule behind it, by keyboard alone', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/case-types');
  await page.getByRole('heading', { level: 1, name: 'Typy spraw' }).waitFor();
  await page.getByRole('link', { name: 'Decyzje' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Decyzje' }).waitFor();
  await page.getByRole('link', { name: 'Wynik z EOD', exact: true }).waitFor();
  await page.getByText('Sprawa mieszkańca: Odczytaj wynik z EOD').waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^a Wynik z EOD/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Wynik z EOD', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Sprawdź wynik' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^input/);
  await page.keyboard.type('ODM');
  await page.keyboard.press('Enter');
  await page.getByText('Zadziałała reguła: 5').waitFor();
  await page.getByRole('row', { name: /^5 zadziałała/ }).waitFor();
  await page.getByText('refused', { exact: true }).first().waitFor();
  expect(await axe(page)).toEqual([]);
  await page.goBack();
  await page.getByRole('link', { name: 'Odpowiedz lub przekaż' }).press('Enter');
  await page.getByRole('region', { name: 'Tak widzi to pracownik' }).getByText('Decyzja', { exact: true }).first().waitFor();
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('beside the tables stands who owns which data and why, in both languages, also on a phone', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/decisions', { viewport: PHONE });
  await page.getByRole('link', { name: 'Kto rządzi którymi danymi' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Kto rządzi którymi danymi' }).waitFor();
  await page.getByRole('row', { name: /Znak sprawy .*EOD .*Znak nadaje EOD.*jeszcze nie przekazuje$/ }).waitFor();
  await page.getByRole('row', { name: /Wynik .*sprawa w Okienku .* CRM, EOD$/ }).waitFor();
  expect([await sidewaysPx(page), await axe(page)]).toEqual([0, []]);
  await page.evaluate(() => localStorage.setItem('okienko.language', 'en'));
  await page.reload();
  await page.getByRole('row', { name: /Outcome .*the case in Okienko .* CRM, DMS$/ }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('an address of nothing and a server that is gone say so', async () => {
  const { page, context } = await visitAs(browser, house.url, 'owner', '/decisions/form/nie-ma');
  await page.getByText(/Nie ma opublikowanego formularza nie-ma/).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.goto('/decisions/decisions/dms-outcome');
  const act = page.getByRole('button', { name: 'Sprawdź wynik' });
  await act.waitFor();
  house.setDown(true);
  await act.click();
  await page.getByRole('status').filter({ hasText: /\S/ }).first().waitFor();
  house.setDown(false);
  await act.click();
  await page.getByText('Żadna reguła nie pasuje').or(page.getByText('Zadziałała reguła')).waitFor();
  await context.close();
});

test('whoever owns no processes does not see it', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line1', '/decisions');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.getByRole('link', { name: 'Decyzje' }).count()).toBe(0);
  await context.close();
});

test('it fits a phone and 320 px, dark and forced colours', async () => {
  const options = [
    { viewport: PHONE },
    { viewport: { width: 320, height: 640 } },
    { colorScheme: 'dark' as const },
    { forcedColors: 'active' as const },
  ];
  for (const one of options) {
    const { page, context } = await visitAs(browser, house.url, 'owner', '/decisions', one);
    await page.getByRole('link', { name: 'Wynik z EOD', exact: true }).waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('link', { name: 'Wynik z EOD', exact: true }).click();
    await page.getByRole('button', { name: 'Sprawdź wynik' }).waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    await context.close();
  }
});
