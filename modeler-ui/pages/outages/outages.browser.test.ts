/** The page of outages in a real browser: one is entered by keyboard, changed and ended; an article is sent from the knowledge page. */
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

test('by keyboard: entered with its kind and streets, changed, ended', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'line1', '/knowledge');
  await tabTo(page, /^a Awarie i prace planowe/);
  await page.keyboard.press('Enter');
  await page.getByRole('table').waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^button Dodaj awarię/);
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Nowa awaria lub prace planowe' });
  await form.waitFor();
  await tabTo(page, /^button Zapisz/);
  await page.keyboard.press('Enter');
  await form.getByRole('alert').getByText('Napisz, co się dzieje.').waitFor();
  expect(await axe(page)).toEqual([]);
  await form.getByRole('textbox', { name: 'Co się dzieje' }).fill('Brak wody na Retkini');
  await form.getByRole('combobox', { name: /Dodaj klasyfikację/ }).click();
  await page.keyboard.type('studzienka');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await form.getByRole('button', { name: 'Usuń: Zatkana studzienka, woda na ulicy' }).waitFor();
  await form.getByRole('textbox', { name: /Ulice/ }).fill('ul. Retkińska');
  await form.getByRole('textbox', { name: 'Co przeczytać rozmówcy' }).fill('Wodociągi naprawiają rurę.');
  await form.getByRole('button', { name: 'Zapisz', exact: true }).press('Enter');
  await page.getByRole('row', { name: /Brak wody na Retkini.*ul\. Retkińska.*koniec nieznany.*trwa/ }).waitFor();

  await page.getByRole('button', { name: 'Zmień: Brak wody na Retkini' }).press('Enter');
  await page.getByRole('dialog').getByRole('textbox', { name: /Ulice/ }).fill('ul. Retkińska\nul. Maratońska');
  await page.getByRole('dialog').getByRole('button', { name: 'Zapisz', exact: true }).press('Enter');
  await page.getByRole('row', { name: /ul\. Retkińska, ul\. Maratońska/ }).waitFor();
  await page.getByRole('button', { name: 'Zakończ: Brak wody na Retkini' }).press('Enter');
  await page.getByRole('dialog', { name: 'Zakończyć teraz?' }).getByRole('button', { name: 'Zakończ' }).press('Enter');
  await page.getByRole('row', { name: /Brak wody na Retkini.*zakończona/ }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('an article is sent from the knowledge page, to an address that is one', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line2', '/knowledge?entry=civil.identity-card');
  await page.getByRole('button', { name: 'Wyślij artykuł' }).click();
  const dialog = page.getByRole('dialog', { name: 'Wyślij artykuł: Dowód osobisty' });
  await dialog.getByText('e-mail', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Wyślij', exact: true }).click();
  await dialog.getByText('Wpisz adres e-mail.').waitFor();
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Adres e-mail' }).fill('ktos@example.org');
  await page.keyboard.press('Enter');
  await page.getByText('Wysłano na ktos@example.org.').waitFor();
  const said = await house.sql('SELECT s.code, s.version, s.how FROM article_said s JOIN message_outbox m ON m.contact_id = s.contact_id');
  expect(said).toEqual([{ code: 'civil.identity-card', version: 1, how: 'mail' }]);
  await context.close();
});

test('a department reads it; nothing there; a phone, 320 px, dark and forced colours', async () => {
  for (const options of [
    { viewport: PHONE },
    { viewport: { width: 320, height: 640 } },
    { colorScheme: 'dark' as const },
    { forcedColors: 'active' as const },
  ]) {
    const { page, context } = await visitAs(browser, house.url, 'department', '/knowledge/outages', options);
    await page.getByRole('table').waitFor();
    expect(await page.getByRole('button', { name: 'Dodaj awarię' }).count()).toBe(0);
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    await context.close();
  }
  await house.sql('UPDATE case_file SET outage_id = NULL');
  await house.sql('DELETE FROM outage');
  const { page, context } = await visitAs(browser, house.url, 'line1', '/knowledge/outages');
  await page.getByText('Nie ma znanych awarii ani prac planowych.').waitFor();
  expect(await axe(page)).toEqual([]);
  await context.close();
});
