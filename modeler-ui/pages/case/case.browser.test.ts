/** The case page in a real browser: the model's form to its end, live news, a session's end, in each of its states. */
import type { Browser } from 'playwright-core';
import { axe, focused, hiddenFocus, sidewaysPx, soon, tabTo } from '../../../test/browser/support/access.js';
import { PHONE, visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

/** A free one with a resident, another each time, so that a test doesn't meet what the one before left; or one that somebody took. */
let used = 0;
async function caseAt(tier: string, assignee: string | null): Promise<string> {
  const found = await house.sql<{ number: string }>(
    `SELECT c.number FROM task t JOIN case_file c ON c.id = t.case_id
      WHERE t.state = 'open' AND t.tier = $1 AND t.assignee IS NOT DISTINCT FROM $2 AND (t.assignee IS NOT NULL OR c.resident_id IS NOT NULL) ORDER BY c.number`,
    [tier, assignee],
  );
  const number = found[assignee === null ? used++ % found.length : 0]?.number;
  if (number === undefined) throw new Error(`Expected a case at ${tier} with ${assignee}, but there is none`);
  return number;
}

test('handing on, by keyboard alone: what is missing is said first, then the case goes to the next tier', async () => {
  const number = await caseAt('line-1', 'line1');
  const { page, context, errors } = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  await page.getByRole('radio', { name: 'Przekaż do LW-2' }).waitFor();
  await page.getByRole('region', { name: 'Do zrobienia teraz' }).getByText('Zgłoszenie', { exact: true }).waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^input/);
  await page.keyboard.press(' ');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, /^textarea/);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alert').getByText('Napisz, dlaczego').waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /Napisz, dlaczego/);
  await page.keyboard.press('Enter');
  await page.keyboard.type('Trzeba sprawdzić na miejscu.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('W tej sprawie nie masz teraz nic do zrobienia. Czeka: Wyjaśnij sprawę (LW-2).').waitFor();
  await page.getByText('Trzeba sprawdzić na miejscu.').first().waitFor();
  expect(await focused(page)).toBe('h2 Do zrobienia teraz');
  const [task] = await house.sql<{ tier: string }>(
    `SELECT t.tier FROM task t JOIN case_file c ON c.id = t.case_id WHERE c.number = $1 AND t.state = 'open'`,
    [number],
  );
  expect(task?.tier).toBe('line-2');
  expect(errors).toEqual([]);
  await context.close();
});

test('closing can be undone, and what was typed survives a reload and a session’s end', async () => {
  const number = await caseAt('line-1', null);
  const { page, context } = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  await page.getByRole('radio', { name: 'Załatw' }).press(' ');
  await page.getByRole('textbox', { name: /Odpowiedź dla mieszkańca/ }).fill('Naprawimy w trzy dni.');
  await page.reload();
  const answer = page.getByRole('textbox', { name: /Odpowiedź dla mieszkańca/ });
  await answer.waitFor();
  expect(await answer.inputValue()).toBe('Naprawimy w trzy dni.');

  await page.getByRole('button', { name: /^Wynik/ }).click();
  await page.getByRole('option', { name: 'Załatwiono' }).click();
  // At the last moment: the page asks for news by itself, and would find out before the person does.
  await house.sql('DELETE FROM session');
  await page.getByRole('button', { name: 'Załatw', exact: true }).click();
  await page.getByRole('alertdialog', { name: 'Sesja wygasła' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByLabel('Hasło', { exact: true }).fill('demo');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  expect(await answer.inputValue()).toBe('Naprawimy w trzy dni.');

  await page.getByRole('button', { name: 'Załatw', exact: true }).click();
  await page.getByRole('button', { name: 'Cofnij zamknięcie' }).click();
  await page.getByText('Cofnięto. Sprawa jest nadal otwarta.').waitFor();
  await answer.waitFor();
  expect(await answer.inputValue()).toBe('Naprawimy w trzy dni.');
  expect(await focused(page)).toBe('h2 Do zrobienia teraz');
  await page.getByText('Zamykam sprawę.').waitFor({ state: 'detached' });
  await context.close();
});

test('the timeline is narrowed to kinds of things by keyboard; the address keeps it', async () => {
  const number = await caseAt('line-1', 'line1');
  const { page, context, errors } = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  const entries = page.getByRole('list', { name: 'Przebieg' }).getByRole('listitem');
  await entries.first().waitFor();
  const all = await entries.count();
  await tabTo(page, /^button Kontakty/);
  await page.keyboard.press(' ');
  await soon(async () => (await entries.count()) < all);
  expect(await page.getByRole('button', { name: /^Kontakty/, pressed: true }).textContent()).toContain(String(await entries.count()));
  for (const text of await entries.allInnerTexts()) expect(text).toMatch(/Zarejestrowano sprawę|kontakt|rozmowę/);
  const contacts = await entries.count();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press(' ');
  await page.waitForURL(/only=contacts%2Chand-ons|only=contacts,hand-ons/);
  await soon(async () => (await entries.count()) > contacts);
  expect(await axe(page)).toEqual([]);
  await page.reload();
  await page.getByRole('button', { name: /^Przekazania/, pressed: true }).waitFor();
  await page.goto(`/cases/${number}?only=documents`);
  await page.getByText('W tej sprawie nic takiego się nie wydarzyło.').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: /^Dokumenty/ }).press(' ');
  await soon(async () => (await entries.count()) === all);
  expect(errors).toEqual([]);
  await context.close();
});

test('what happens elsewhere shows here within 2 s, without moving the focus', async () => {
  const number = await caseAt('line-1', null);
  const { page, context } = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  const reason = page.getByRole('radio', { name: 'Zwróć' });
  await reason.press(' ');
  await page.getByRole('textbox', { name: /Uzasadnienie/ }).fill('Piszę właśnie');
  // The stream is open once the page has been up for a moment.
  await page.waitForTimeout(1_000);
  const colleague = await visitAs(browser, house.url, 'frontoffice');
  const begun = performance.now();
  await colleague.context.request.post(`/api/v1/cases/${number}/contacts`, {
    data: { channel: 'phone', direction: 'in', note: 'Dzwoni drugi raz, woda podchodzi.' },
    headers: { Origin: house.url },
  });
  await page.getByText('Dzwoni drugi raz, woda podchodzi.').waitFor();
  expect(performance.now() - begun).toBeLessThan(2_000);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  expect(await page.getByRole('textbox', { name: /Uzasadnienie/ }).inputValue()).toBe('Piszę właśnie');
  await colleague.context.close();
  await context.close();
});

test('on a laptop the window scrolls in one place, and what the form is for stays in sight however long a decision makes it', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line1', `/cases/${await caseAt('line-1', null)}`);
  await page.getByRole('radio', { name: 'Przekaż do LW-2' }).press(' ');
  await page.getByRole('region', { name: 'Co zobaczą' }).waitFor();
  const act = await page.getByRole('button', { name: 'Przekaż do LW-2' }).boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  expect((act?.y ?? height) + (act?.height ?? 0)).toBeLessThanOrEqual(height);
  expect(await page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight)).toBe(0);
  expect(await hiddenFocus(page, 60)).toEqual([]);
  await context.close();
});

test('a case that is not there, or not mine to see, says so', async () => {
  const { page, context } = await visitAs(browser, house.url, 'departmentc', `/cases/${await caseAt('line-1', null)}`);
  await page.getByText('albo nie możesz jej zobaczyć').waitFor();
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('fits a phone, 320 px, dark and forced colours', async () => {
  const number = await caseAt('line-1', null);
  for (const options of [
    { viewport: PHONE },
    { viewport: { width: 320, height: 640 } },
    { colorScheme: 'dark' as const },
    { forcedColors: 'active' as const },
  ]) {
    const { page, context } = await visitAs(browser, house.url, 'line1', `/cases/${number}`, options);
    await page.getByRole('radio', { name: 'Załatw' }).waitFor();
    // A transparent tick would be seen where the system chooses the colours.
    expect(await page.getByText('Pokaż też kroki systemu').locator('svg').isVisible()).toBe(options.forcedColors === undefined);
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    await context.close();
  }
});
