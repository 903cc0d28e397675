/** The frame around every page, in a real browser: search, bell, keys, rail, first steps, and what happens when the server or the session goes. */
import type { Browser, Page } from 'playwright-core';
import { axe, focused, settled, sidewaysPx, soon, tabOnto, tabTo } from '../../test/browser/support/access.js';
import { PHONE, visitAs } from '../../test/browser/support/browser.js';
import type { House } from '../../test/browser/support/house.js';
import { inHouse } from '../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

const QUEUE = '/queue?view=tier';
const bell = (page: Page) => page.getByRole('button', { name: /powiadomie/i });

async function openCase(tier = 'line-1', free = true): Promise<{ number: string; key: string }> {
  const [found] = await house.sql<{ number: string; key: string }>(
    `SELECT c.number, t.task_key::text AS key FROM task t JOIN case_file c ON c.id = t.case_id
      WHERE t.state = 'open' AND t.tier = $1 AND (t.assignee IS NULL) = $2 AND c.resident_id IS NOT NULL ORDER BY c.number LIMIT 1`,
    [tier, free],
  );
  if (found === undefined) throw new Error(`Expected an open case at ${tier}`);
  return found;
}

test('Ctrl+K finds a case by the end of its number, a resident and a page, and goes there by keyboard', async () => {
  const { number } = await openCase();
  const { page, context, errors } = await visitAs(browser, house.url, 'line1', QUEUE);
  await page.getByRole('row').nth(1).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Szukaj i przejdź gdziekolwiek' }).waitFor();
  await page.getByRole('group', { name: 'Strony' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.type(number.slice(-6));
  await page.getByRole('menuitem', { name: new RegExp(number) }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/cases/${number}`);
  await page.getByRole('heading', { level: 1, name: new RegExp(number) }).waitFor();

  const [resident] = await house.sql<{ name: string; phone: string }>(`SELECT name, phone FROM resident WHERE phone IS NOT NULL LIMIT 1`);
  await page.keyboard.press('Control+k');
  await page.getByRole('group', { name: 'Ostatnio otwierane' }).getByText(number).waitFor();
  await page.keyboard.type(resident?.name ?? '');
  const found = page.getByRole('group', { name: 'Mieszkańcy' });
  await found.getByText(resident?.name ?? '').waitFor();
  expect(await found.textContent()).not.toContain(resident?.phone ?? 'none');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('xyzzy');
  await page.getByText('Nic nie pasuje do „xyzzy”').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('wiedz');
  await page.getByRole('menuitem', { name: 'Wiedza' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/knowledge');
  expect(errors).toEqual([]);
  await context.close();
});

test('the bell tells within 2 s what somebody gave me, once, and a click goes there and counts as read', async () => {
  const { number, key } = await openCase('line-1');
  const { page, context, errors } = await visitAs(browser, house.url, 'line1c', '/knowledge');
  await page.getByRole('button', { name: 'Powiadomienia: nic nowego' }).waitFor();
  await page.waitForTimeout(1_000);
  const lead = await visitAs(browser, house.url, 'lead');
  const assign = async (assignee: string) =>
    expect(
      (await lead.context.request.post(`/api/v1/tasks/${key}/assign`, { data: { assignee }, headers: { Origin: house.url } })).status(),
    ).toBe(200);
  const begun = performance.now();
  await assign('line1c');
  await page.getByRole('button', { name: '1 nieprzeczytane powiadomienie' }).waitFor();
  process.stdout.write(`told after ${(performance.now() - begun).toFixed(0)} ms\n`);
  expect(performance.now() - begun).toBeLessThan(2_000);
  await page.getByRole('status').getByText('1 nowe powiadomienie').waitFor();
  await tabOnto(page, bell(page));
  await page.keyboard.press('Enter');
  const list = page.getByRole('dialog', { name: 'Powiadomienia' });
  await list.getByText('Przydzielono Ci zadanie').waitFor();
  expect(await list.getByRole('listitem').count()).toBe(1);
  expect(await axe(page)).toEqual([]);
  await tabTo(page, new RegExp(`^a .*${number}`));
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/cases/${number}`);
  await page.getByRole('button', { name: 'Powiadomienia: nic nowego' }).waitFor();
  expect(errors).toEqual([]);
  await lead.context.close();
  await context.close();
});

test('a key is changed, refused when it is taken, switched off, and follows the person to another desk', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line2', QUEUE);
  await page.getByRole('row').nth(1).waitFor();
  await page.keyboard.press('Control+/');
  await page.getByRole('dialog', { name: 'Klawisze' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Zmień klawisz: Szukaj i przejdź gdziekolwiek' }).click();
  await page.getByText('Naciśnij nowe klawisze').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText(/Ctrl\+Enter ma już/).waitFor();
  await page.keyboard.press('Control+m');
  await page.getByText('teraz Ctrl+M').waitFor();
  await page.getByRole('button', { name: /Wyłącz klawisz: Biorę/ }).click();
  await page.getByText('klawisz wyłączony').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+k');
  await page.waitForTimeout(300);
  expect([await page.getByRole('dialog').count(), new URL(page.url()).pathname]).toEqual([0, '/queue']);
  const elsewhere = await visitAs(browser, house.url, 'line2', QUEUE);
  await elsewhere.page.getByRole('row').nth(1).waitFor();
  await soon(async () => {
    await elsewhere.page.keyboard.press('Control+m');
    await elsewhere.page.waitForTimeout(100);
    return (await elsewhere.page.getByRole('dialog', { name: 'Szukaj i przejdź gdziekolwiek' }).count()) > 0;
  });
  await elsewhere.context.close();
  await context.close();
});

test('one Escape leaves the search, whatever was typed', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line1', QUEUE);
  await page.getByRole('row').nth(1).waitFor();
  await page.keyboard.press('Control+k');
  const search = page.getByRole('dialog', { name: 'Szukaj i przejdź gdziekolwiek' });
  await search.waitFor();
  await page.keyboard.type('latarnia');
  await page.keyboard.press('Escape');
  await search.waitFor({ state: 'detached' });
  await context.close();
});

test('Escape asks before written text is lost, and closes at once when nothing was written', async () => {
  const { page, context } = await visitAs(browser, house.url, 'admin', '/people?person=line1b');
  const dialog = page.getByRole('dialog', { name: 'Zmiana osoby' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await soon(async () => (await dialog.count()) === 0);
  await page.getByRole('button', { name: 'Zmień: Paweł Telefonik' }).click();
  await dialog.getByRole('textbox').first().fill('Paweł Inny');
  await page.keyboard.press('Escape');
  await page.getByText('Wpisany tekst nie jest jeszcze zapisany.').waitFor();
  expect(await focused(page)).toBe('button Wróć do tekstu');
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Enter');
  expect(await dialog.getByRole('textbox').first().inputValue()).toBe('Paweł Inny');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Zamknij i usuń tekst' }).click();
  await soon(async () => (await dialog.count()) === 0);
  await context.close();
});

test.each([
  ['frontoffice', ['Stanowisko', 'Kolejka', 'Mieszkańcy', 'Wiedza', 'Moje liczby']],
  ['line1', ['Stanowisko', 'Kolejka', 'Mieszkańcy', 'Wiedza', 'Moje liczby']],
  ['line2', ['Kolejka', 'Mieszkańcy', 'Wiedza', 'EOD', 'Moje liczby']],
  ['department', ['Kolejka', 'Wiedza', 'EOD', 'Moje liczby']],
  ['lead', ['Stanowisko', 'Kolejka', 'Mieszkańcy', 'Wiedza', 'EOD', 'Moje liczby', 'Zespół']],
  ['owner', ['Typy spraw']],
  ['auditor', ['Sprawy', 'Dziennik dostępu']],
  ['admin', ['Ludzie i jednostki', 'Systemy']],
])('%s has the rail of their work, and lands on its first page', async (login, wanted) => {
  const { page, context } = await visitAs(browser, house.url, login);
  const rail = page.getByRole('navigation', { name: 'Główne strony' });
  await rail.waitFor();
  const names = await rail.getByRole('link').allTextContents();
  // Pages that come later stand between these, not before the first.
  expect([names[0], names.filter((name) => wanted.includes(name))]).toEqual([wanted[0], wanted]);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await rail.getByRole('link').first().getAttribute('aria-current')).toBe('page');
  await context.close();
});

test('the rail folds to 56 px; on a phone five places are a bar, more of them are behind one button', async () => {
  const { page, context } = await visitAs(browser, house.url, 'lead', '/knowledge');
  const rail = page.getByRole('navigation', { name: 'Główne strony' });
  await page.getByRole('button', { name: 'Zwiń pasek' }).click();
  expect((await rail.boundingBox())?.width).toBe(56);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await axe(page)).toEqual([]);
  await context.close();
  const phone = await visitAs(browser, house.url, 'lead', '/knowledge', { viewport: PHONE, hasTouch: true });
  const bar = phone.page.getByRole('navigation', { name: 'Główne strony' });
  await bar.getByRole('link', { name: 'Wiedza' }).waitFor();
  expect(await bar.getByRole('link').count()).toBe(4);
  expect(await sidewaysPx(phone.page)).toBe(0);
  await phone.page.getByRole('heading', { level: 1 }).waitFor();
  expect(await axe(phone.page)).toEqual([]);
  await bar.getByRole('button', { name: /Więcej/ }).click();
  await phone.page.getByRole('menuitem', { name: 'Moje liczby' }).click();
  await phone.page.waitForURL('**/my-numbers');
  await phone.context.close();
});

test('a page that could not be fetched while the server was away comes by itself', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line1', QUEUE);
  await page.getByRole('row').nth(1).waitFor();
  house.setDown(true);
  await page.getByRole('link', { name: 'Moje liczby' }).click();
  await page.getByText('Brak połączenia z serwerem').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  house.setDown(false);
  await page.getByRole('heading', { level: 1, name: 'Moje liczby' }).waitFor();
  await soon(async () => (await page.getByText('Brak połączenia z serwerem').count()) === 0);
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('the session’s end is told five minutes before and put off in place; after it the text is still there', async () => {
  const { page, context } = await visitAs(browser, house.url, 'frontofficeb');
  await house.sql(`UPDATE session SET expires_at = now() + interval '4 minutes' WHERE login = 'frontofficeb'`);
  await page.reload();
  await page.getByText(/Sesja kończy się za \d min/).waitFor();
  const note = page.getByRole('textbox', { name: 'Co mówi rozmówca' });
  await note.fill('Rozmówca mówi, a sesja się kończy.');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Zostań w systemie' }).click();
  await soon(async () => (await page.getByText(/Sesja kończy się za/).count()) === 0);
  await house.sql(`DELETE FROM session WHERE login = 'frontofficeb'`);
  await note.fill('Rozmówca mówi, a sesja się kończy. I jeszcze jedno.');
  await page.getByRole('alertdialog', { name: 'Sesja wygasła' }).waitFor();
  await page.getByRole('textbox', { name: 'Hasło' }).fill('demo');
  await page.keyboard.press('Enter');
  await soon(async () => (await page.getByRole('alertdialog').count()) === 0);
  expect(await note.inputValue()).toBe('Rozmówca mówi, a sesja się kończy. I jeszcze jedno.');
  await context.close();
});

test('first steps: shown to a demo, each leads to its person by one click, and hidden for oneself alone', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner');
  const steps = page.getByRole('region', { name: 'Pierwsze kroki' });
  await steps.waitFor();
  await page.getByText('Dane przykładowe.').waitFor();
  await settled(page);
  expect(await axe(page)).toEqual([]);
  expect(await steps.getByRole('listitem').count()).toBe(4);
  // Beside each other at 1366 px, also with the long name of whose step it is.
  const tops = await steps.getByRole('listitem').evaluateAll((items) => items.map((item) => Math.round(item.getBoundingClientRect().top)));
  expect(new Set(tops).size).toBe(1);
  await steps.getByRole('button', { name: /Przejdź jako Marta Słuchawska: Zarejestruj sprawę/ }).click();
  await page.waitForURL('**/desk');
  await page.getByRole('button', { name: /Marta Słuchawska/ }).waitFor();
  await page.getByRole('button', { name: 'Ukryj pierwsze kroki' }).click();
  await soon(async () => (await steps.count()) === 0);
  await page.reload();
  await page.getByRole('textbox', { name: 'Co mówi rozmówca' }).waitFor();
  expect(await steps.count()).toBe(0);
  const other = await visitAs(browser, house.url, 'line1b');
  await other.page.getByRole('region', { name: 'Pierwsze kroki' }).waitFor();
  expect(errors).toEqual([]);
  await other.context.close();
  await context.close();
});

test('rows are as high as the person wants, everywhere they sign in', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line2b', QUEUE);
  await page.getByRole('row').nth(1).waitFor();
  const height = async (at: Page) => (await at.getByRole('row').nth(2).boundingBox())?.height;
  await soon(async () => (await height(page)) === 32);
  await page.getByRole('button', { name: /Konto/ }).click();
  // The last act, too, is in sight, though nobody scrolled.
  await soon(() =>
    page.getByRole('menuitem', { name: 'Wyloguj' }).evaluate((element) => {
      const menu = element.closest('[role="menu"]')?.getBoundingClientRect();
      return menu !== undefined && element.getBoundingClientRect().bottom <= menu.bottom;
    }),
  );
  await page.getByRole('menuitem', { name: 'Wygodne' }).click();
  await soon(async () => (await height(page)) === 44);
  const elsewhere = await visitAs(browser, house.url, 'line2b', QUEUE);
  await elsewhere.page.getByRole('row').nth(1).waitFor();
  await soon(async () => (await height(elsewhere.page)) === 44);
  await elsewhere.context.close();
  await context.close();
});
