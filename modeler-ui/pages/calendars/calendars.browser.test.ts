/** An administrator and the calendars in a real browser, by keyboard: own days, the week, a file, a count with its reasons, a unit's choice. */
import type { Browser } from 'playwright-core';
import { axe, sidewaysPx, soon, tabTo, typeDate } from '../../../test/browser/support/access.js';
import { visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

const YEAR = new Date().getFullYear();

test('by keyboard: a day is closed for a reason, stands in the year and in the history, and is taken back', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'admin', '/calendars');
  await page.getByRole('link', { name: 'Urząd miasta' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^a Urząd miasta/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Urząd miasta' }).waitFor();
  await page.getByRole('row').filter({ hasText: '24 grudnia' }).getByText('święto').waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^button Dodaj dzień własny/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Dodaj dzień własny' }).waitFor();
  await page.getByRole('button', { name: 'Zapisz dzień' }).press('Enter');
  await page.getByRole('alert').getByText('Popraw 3 rzeczy').waitFor();
  expect(await axe(page)).toEqual([]);
  await typeDate(page, 'Pierwszy dzień', `${YEAR}-12-31`);
  await page.getByLabel('Powód').fill('Sylwester');
  await page.getByLabel('Co się zmienia i dlaczego').fill('Zarządzenie nr 7');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('row').filter({ hasText: '31 grudnia' }).getByText('Sylwester').waitFor();
  await page.getByRole('row').filter({ hasText: 'Zarządzenie nr 7' }).getByText('Anna Administracyjna').waitFor();
  await page.getByRole('button', { name: /Usuń dzień własny.*31 grudnia/ }).press('Enter');
  await page.getByLabel('Co się zmienia i dlaczego').fill('Jednak pracujemy');
  await page.keyboard.press('Enter');
  await page.getByRole('row').filter({ hasText: '31 grudnia' }).waitFor({ state: 'detached' });
  expect(errors).toEqual([]);
  await context.close();
});

test('by keyboard: hours of a weekday are stepped, and hours in the wrong order are refused where they stand', async () => {
  const { page, context } = await visitAs(browser, house.url, 'admin', '/calendars/office');
  await page.getByRole('button', { name: 'Zmień tydzień' }).press('Enter');
  const friday = page.getByRole('group', { name: 'piątek' });
  await friday.getByRole('spinbutton', { name: /godzina, Do/ }).focus();
  for (let hour = 16; hour > 7; hour--) await page.keyboard.press('ArrowDown');
  await page.getByLabel('Co się zmienia i dlaczego').fill('Krótszy piątek');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Popraw godziny (piątek)').waitFor();
  expect(await axe(page)).toEqual([]);
  await friday.getByRole('spinbutton', { name: /godzina, Do/ }).focus();
  await page.keyboard.type('14');
  await friday.getByRole('button', { name: 'Dodaj godziny: piątek' }).press('Enter');
  expect(await friday.getByRole('spinbutton', { name: /godzina, Od/ }).count()).toBe(2);
  await page.getByRole('button', { name: 'Zapisz tydzień' }).press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('8:00–14:00, 14:00–24:00').waitFor();
  const [stored] = await house.sql<{ friday: unknown }>(
    `SELECT definition -> 'week' -> 'friday' AS friday FROM calendar_version WHERE calendar_id = 'office' ORDER BY version DESC LIMIT 1`,
  );
  expect(stored?.friday).toEqual([
    { from: '08:00', to: '14:00' },
    { from: '14:00', to: '24:00' },
  ]);
  await context.close();
});

test('by keyboard: what would the date be, with the reasons in steps', async () => {
  const { page, context } = await visitAs(browser, house.url, 'admin', '/calendars/office');
  await typeDate(page, 'Wpływ', '2026-11-21T10:00');
  await page.getByRole('button', { name: /Tryb ustawowy/ }).press('Enter');
  await page.getByRole('option', { name: 'Zaświadczenie' }).press('Enter');
  await page.getByText('art. 217 § 3 KPA: Zaświadczenie wydaje się bez zwłoki').waitFor();
  await page.getByRole('button', { name: 'Policz termin' }).press('Enter');
  await page.getByText('Dnia wpływu nie wlicza się (sobota, 21 listopada 2026)').waitFor();
  await page.getByText(/28 listopada 2026 to sobota/).waitFor();
  await page
    .locator('time')
    .filter({ hasText: /30 listopada 2026, 23:59/ })
    .waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByLabel('Ile').fill('pół');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Wpisz liczbę większą od zera').waitFor();
  await context.close();
});

test('an iCalendar file is seen before it closes anything; what takes part of a day is left to a person', async () => {
  const { page, context } = await visitAs(browser, house.url, 'admin', '/calendars/office');
  await page.getByRole('button', { name: 'Wczytaj plik iCalendar' }).press('Enter');
  // Mondays and Tuesdays of next year that are no holidays.
  const text = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//miasto//PL',
    ...['BEGIN:VEVENT', 'UID:1', 'SUMMARY:Przerwa techniczna', 'DTSTART;VALUE=DATE:20270614', 'DTEND;VALUE=DATE:20270616', 'END:VEVENT'],
    ...['BEGIN:VEVENT', 'UID:2', 'SUMMARY:Narada', 'DTSTART:20270621T100000', 'DTEND:20270621T120000', 'END:VEVENT'],
    'END:VCALENDAR',
  ].join('\r\n');
  const file = (name: string, content: string) => ({ name, mimeType: 'text/calendar', buffer: Buffer.from(content) });
  await page.locator('input[type=file]').setInputFiles(file('zdjecie.ics', 'PNG'));
  await page.getByText('To nie jest plik iCalendar').waitFor();
  await page.locator('input[type=file]').setInputFiles(file('przerwy.ics', text));
  await page.getByRole('checkbox', { name: /Przerwa techniczna/ }).waitFor();
  expect(await page.getByRole('checkbox', { name: /Przerwa techniczna/ }).isChecked()).toBe(true);
  expect(await page.getByRole('checkbox', { name: /Narada.*zajmuje tylko część godzin/ }).isChecked()).toBe(false);
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Zamknij 2 dni' }).press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('row').filter({ hasText: 'Z pliku przerwy.ics' }).waitFor();
  for (let year = YEAR; year < 2027; year++) await page.getByRole('button', { name: `Pokaż rok ${year + 1}` }).press('Enter');
  const closedDays = page.getByRole('row').filter({ hasText: 'Przerwa techniczna' });
  await closedDays.nth(1).waitFor();
  expect(await closedDays.count()).toBe(2);
  await context.close();
});

test('a unit takes a calendar of its own, made from ready hours, and its open cases are counted by it', async () => {
  const { page, context } = await visitAs(browser, house.url, 'admin', '/calendars');
  await page.getByRole('button', { name: 'Dodaj kalendarz' }).press('Enter');
  await page.getByLabel('Nazwa').fill('Wydział Dróg');
  await page.getByRole('button', { name: /Godziny na początek/ }).press('Enter');
  await page.getByRole('option', { name: /codziennie 06:00–22:00/ }).press('Enter');
  await page.getByRole('button', { name: 'Utwórz kalendarz' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Wydział Dróg' }).waitFor();
  await page.getByText('żadna jednostka').waitFor();
  await page.getByRole('link', { name: 'Wszystkie kalendarze' }).press('Enter');
  const before = await house.sql<{ n: number }>(`SELECT count(*)::int AS n FROM case_journal WHERE act = 'dates.recounted'`);
  await page.getByRole('button', { name: /Wydział Dróg i Transportu/ }).press('Enter');
  await page.getByRole('option', { name: 'Wydział Dróg' }).press('Enter');
  await page.getByText('Terminy otwartych spraw tej jednostki zostaną przeliczone').waitFor();
  await soon(
    async () => (await house.sql<{ behind: boolean }>('SELECT bool_or(recounted < changed) AS behind FROM calendar'))[0]?.behind === false,
  );
  const after = await house.sql<{ n: number }>(`SELECT count(*)::int AS n FROM case_journal WHERE act = 'dates.recounted'`);
  expect(after[0]?.n).toBeGreaterThan(before[0]?.n ?? 0);
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('fits 320 px; dark and forced colours pass', async () => {
  for (const options of [
    { viewport: { width: 320, height: 640 } },
    { colorScheme: 'dark' as const },
    { forcedColors: 'active' as const },
  ]) {
    const { page, context } = await visitAs(browser, house.url, 'admin', '/calendars', options);
    await page.getByRole('main').getByText('Urząd miasta').first().waitFor();
    expect(['list', await sidewaysPx(page), await axe(page)]).toEqual(['list', 0, []]);
    await page.goto('/calendars/office');
    await page.getByText('24 grudnia').first().waitFor();
    expect(['one', await sidewaysPx(page), await axe(page)]).toEqual(['one', 0, []]);
    await page.getByRole('button', { name: 'Zmień tydzień' }).press('Enter');
    await page.getByRole('group', { name: 'niedziela' }).waitFor();
    expect(['week', await sidewaysPx(page), await axe(page)]).toEqual(['week', 0, []]);
    await context.close();
  }
});
