/** The lead's page in a real browser: reassigning many, distributing, absences, by keyboard; its states. */
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

const openOf = async (login: string | null): Promise<number> =>
  (await house.sql("SELECT 1 FROM task WHERE state = 'open' AND tier <> 'department' AND assignee IS NOT DISTINCT FROM $1", [login]))
    .length;

test('a person’s tasks are picked and given to somebody else, by keyboard', async () => {
  const before = await openOf('line1c');
  const moved = await openOf('line1b');
  expect(moved).toBeGreaterThan(1);
  const { page, context, errors } = await visitAs(browser, house.url, 'lead', '/team');
  await page.getByRole('row', { name: /Paweł Telefonik/ }).waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /Pokaż zadania: Paweł Telefonik/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: 'Zadania: Paweł Telefonik' }).waitFor();
  expect(await focused(page)).toBe('h2 Zadania: Paweł Telefonik');
  // The tasks come after their heading.
  await page.getByText(/Zaznaczono 0 zada/).waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^input/);
  await page.keyboard.press(' ');
  await page.getByText(/Zaznaczono [1-9]\d* zada/).waitFor();
  await tabTo(page, /^button$/);
  await page.keyboard.press('Enter');
  await page.keyboard.type('Iwona');
  await page.keyboard.press('Enter');
  await tabTo(page, /Przydziel zaznaczone/);
  await page.keyboard.press('Enter');
  await soon(async () => (await openOf('line1c')) === before + moved && (await openOf('line1b')) === 0);
  await page.getByText('Nie ma tu żadnego zadania.').waitFor();
  // The button that was pressed went with the last task.
  expect(await focused(page)).toBe('h2 Zadania: Paweł Telefonik');
  expect(await axe(page)).toEqual([]);
  // It was the wrong one: each task goes back to whoever had it.
  await page.getByText(/^Iwona \S+: przydzielono \d+ zada/).waitFor();
  await page.getByRole('button', { name: 'Cofnij Ctrl+Z' }).waitFor();
  await page.keyboard.press('Control+z');
  await page.getByText(/^Cofnięto: /).waitFor();
  await soon(async () => (await openOf('line1c')) === before && (await openOf('line1b')) === moved);
  expect(errors).toEqual([]);
  await context.close();
});

test('Rozdziel gives free tasks to those at work', async () => {
  const free = await openOf(null);
  const { page, context } = await visitAs(browser, house.url, 'lead', '/team');
  await page.getByRole('row', { name: /Paweł Telefonik/ }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText(/Rozdzielono \d+ zada/).waitFor();
  await soon(async () => (await openOf(null)) < free);
  await page.getByRole('button', { name: 'Cofnij' }).press('Enter');
  await page.getByText(/^Cofnięto: /).waitFor();
  await soon(async () => (await openOf(null)) === free);
  await page.keyboard.press('Control+Enter');
  await soon(async () => (await openOf(null)) < free);
  await context.close();
});

test('an absence sends what the person has to the substitute at once', async () => {
  const held = await openOf('line2');
  expect(held).toBeGreaterThan(0);
  const { page, context } = await visitAs(browser, house.url, 'lead', '/team');
  await page.getByRole('heading', { level: 2, name: 'Nieobecności' }).waitFor();
  await page.getByRole('button', { name: 'Wpisz nieobecność' }).press('Enter');
  await page.getByText('Wybierz osobę i oba dni.').waitFor();
  await page.getByRole('button', { name: /^Osoba/ }).press('Enter');
  await page.keyboard.type('Grzegorz');
  await page.keyboard.press('Enter');
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw', dateStyle: 'short' }).format(new Date());
  await typeDate(page, 'Od dnia', today);
  // One day, as long as nobody says another: also while the year was typed digit by digit.
  expect((await page.getByRole('group', { name: /^Do dnia/ }).textContent()) ?? '').toContain(today.slice(0, 4));
  await page.getByRole('button', { name: /Zastępstwo/ }).press('Enter');
  await page.keyboard.type('Renata');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Wpisz nieobecność' }).press('Enter');
  await page.getByRole('row', { name: /Grzegorz Dociekliwy.*nieobecność do/ }).waitFor();
  await soon(async () => (await openOf('line2')) === 0);
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Usuń nieobecność: Grzegorz Dociekliwy' }).press('Enter');
  await page.getByText('Nikt nie ma wpisanej nieobecności.').waitFor();
  expect(await focused(page)).toBe('h2 Nieobecności');
  await context.close();
});

test('who leads nobody has no such page; 320 px, dark and forced colours', async () => {
  const clerk = await visitAs(browser, house.url, 'line1', '/team');
  await clerk.page.getByRole('heading', { level: 1 }).waitFor();
  expect(await clerk.page.getByRole('link', { name: 'Zespół' }).count()).toBe(0);
  await clerk.context.close();
  for (const options of [
    { viewport: { width: 320, height: 640 } },
    { colorScheme: 'dark' as const },
    { forcedColors: 'active' as const },
  ]) {
    const { page, context } = await visitAs(browser, house.url, 'lead', '/team', options);
    await page.getByRole('row', { name: /Paweł Telefonik/ }).waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    await context.close();
  }
});
