/** Signing in, by keyboard and by card, in a real browser. */
import type { Browser } from 'playwright-core';
import { axe, sidewaysPx, tabTo } from '../../../test/browser/support/access.js';
import { PHONE, visit } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

test('a login and a password, by keyboard alone; a wrong one says so and loses nothing', async () => {
  const { page, context, errors } = await visit(browser, house.url);
  const refused: string[] = [];
  page.on('response', (response) => response.status() >= 400 && refused.push(`${response.status()} ${response.url()}`));
  await page.goto('/');
  await page.getByRole('heading', { level: 1, name: 'Zaloguj się do Okienka' }).waitFor();
  // That nobody is signed in yet is no fault, in the console neither.
  expect(refused).toEqual([]);
  expect(await axe(page)).toEqual([]);
  // The cursor is in Login from the start.
  await page.keyboard.type('line1');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Popraw 1 rzecz').waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /Wpisz hasło/);
  await page.keyboard.press('Enter');
  await page.keyboard.type('wrong');
  await page.keyboard.press('Enter');
  await page.getByText('Login albo hasło się nie zgadza').waitFor();
  expect(await page.getByLabel('Login').inputValue()).toBe('line1');
  await page.getByLabel('Hasło', { exact: true }).fill('demo');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Stanowisko' }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('a sample person enters by one click, and somebody else after them; in English too', async () => {
  const { page, context } = await visit(browser, house.url);
  await page.goto('/');
  await page.getByRole('button', { name: 'In English' }).click();
  await page.getByRole('button', { name: /Enter as LW-2/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Queue' }).waitFor();
  await page.getByRole('button', { name: 'Change person (demo)' }).click();
  await page.getByRole('menuitem', { name: /auditor/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Cases to audit' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('fits a phone, 320 px and forced colours', async () => {
  for (const options of [{ viewport: PHONE }, { viewport: { width: 320, height: 640 } }, { forcedColors: 'active' as const }]) {
    const { page, context } = await visit(browser, house.url, options);
    await page.goto('/');
    await page.getByRole('button', { name: /Wejdź jako LW-1/ }).waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    await context.close();
  }
});
