/** The knowledge page in a real browser: an approved answer found by keyboard, in each of its states. */
import type { Browser } from 'playwright-core';
import { axe, focused, sidewaysPx, tabOnto, tabTo } from '../../../test/browser/support/access.js';
import { PHONE, visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

test('by keyboard: a word without diacritics finds the entry, and its approved answer is there to read aloud', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'line1', '/knowledge');
  await page.getByRole('link', { name: 'Ślub w urzędzie' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^input/);
  await page.keyboard.type('dowodu');
  await page.getByRole('link', { name: 'Dziura w jezdni' }).waitFor({ state: 'detached' });
  await tabTo(page, /^a Dowód osobisty/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: 'Dowód osobisty' }).waitFor();
  expect(await focused(page)).toBe('h2 Dowód osobisty');
  await page.getByText('Wniosek o dowód można złożyć w każdym urzędzie').waitFor();
  expect(page.url()).toContain('q=dowodu&entry=civil.identity-card');
  expect(await axe(page)).toEqual([]);
  await page.reload();
  await page.getByText('Wniosek o dowód można złożyć w każdym urzędzie').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('an article read to the caller from here goes into the case of the conversation in hand', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'line1b', '/desk');
  const note = page.getByRole('textbox', { name: 'Co mówi rozmówca' });
  await note.waitFor();
  await note.fill('Pyta też o dowód.');
  await tabOnto(page, page.getByRole('link', { name: 'Wiedza' }));
  await page.keyboard.press('Enter');
  await tabTo(page, /^input/);
  await page.keyboard.type('dowodu');
  await page.getByRole('link', { name: 'Dziura w jezdni' }).waitFor({ state: 'detached' });
  await tabTo(page, /^a Dowód osobisty/);
  await page.keyboard.press('Enter');
  await tabOnto(page, page.getByRole('button', { name: 'Przeczytane rozmówcy' }));
  await page.keyboard.press('Enter');
  await page.getByText(/Zapisano w rozmowie z .*: „Dowód osobisty”/).waitFor();
  await page.getByRole('button', { name: 'Wróć do rozmowy' }).press('Enter');
  await page.getByRole('region', { name: 'Artykuły w tej rozmowie' }).getByText('Dowód osobisty').waitFor();
  expect(await page.getByRole('textbox', { name: 'Co mówi rozmówca' }).inputValue()).toBe('Pyta też o dowód.');
  await page.getByRole('combobox', { name: 'Klasyfikacja' }).click();
  await page.getByRole('combobox', { name: 'Klasyfikacja' }).pressSequentially('dziura');
  await page.getByRole('option', { name: 'Dziura w jezdni' }).first().click();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Control+Shift+Enter');
  const saved = page.getByRole('status', { name: 'Zapisano' });
  await saved.waitFor();
  const number = /LCK-\d+-\d+/.exec((await saved.textContent()) ?? '')?.[0];
  const said = await house.sql<{ code: string; how: string }>(
    `SELECT s.code, s.how FROM article_said s JOIN contact o ON o.id = s.contact_id JOIN case_file c ON c.id = o.case_id WHERE c.number = $1`,
    [number],
  );
  expect(said).toEqual([{ code: 'civil.identity-card', how: 'read' }]);
  expect(errors).toEqual([]);
  await context.close();
});

test('nothing found says how to widen it', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line1', '/knowledge?q=lokomotywa');
  await page.getByText('Nic nie pasuje do „lokomotywa”.').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Pokaż wszystkie' }).click();
  await page.getByRole('link', { name: 'Ślub w urzędzie' }).waitFor();
  await context.close();
});

test('fits a phone, 320 px, dark and forced colours', async () => {
  for (const options of [
    { viewport: PHONE },
    { viewport: { width: 320, height: 640 } },
    { colorScheme: 'dark' as const },
    { forcedColors: 'active' as const },
  ]) {
    const { page, context } = await visitAs(browser, house.url, 'department', '/knowledge?entry=roads.pothole', options);
    await page.getByRole('heading', { level: 2, name: 'Dziura w jezdni' }).waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    await context.close();
  }
});
