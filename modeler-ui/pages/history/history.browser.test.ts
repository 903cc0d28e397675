/** A case's history in a real browser: one selection for list and diagram, a moment in the past, down into a called process and up. */
import type { Browser } from 'playwright-core';
import { axe, focused, sidewaysPx, tabOnto, tabTo } from '../../../test/browser/support/access.js';
import { PHONE, visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
let number: string;
inHouse(async (...opened) => {
  [house, browser] = opened;
  const [found] = await house.sql<{ number: string }>(`SELECT number FROM case_file WHERE status = 'resolved' LIMIT 1`);
  number = found?.number ?? '';
});

const drawn = '[data-drawn="true"] .djs-shape';

test('by keyboard: choose an act, see its place; go down into a called process and up again; verify', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'auditor', `/cases/${number}`);
  await tabTo(page, /^a Historia sprawy/);
  await page.keyboard.press('Enter');
  await page.locator(drawn).first().waitFor();
  await page.getByRole('link', { name: /bpmn/i }).waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /zarejestrowano sprawę/i);
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.getByRole('option').first().press('Enter');
  await tabTo(page, /^button Wejdź do procesu: Rozpatrz sprawę/);
  await page.keyboard.press('Enter');
  await page
    .getByRole('navigation', { name: 'Proces na diagramie' })
    .getByText(/Rozpatrz.*, wersja 1/)
    .waitFor();
  // What was pressed is gone: the focus stands where the process is named, and the page shows it.
  expect(await focused(page)).toMatch(/^strong Rozpatrz/);
  await page.locator(drawn).first().waitFor();
  expect(await axe(page)).toEqual([]);
  const step = page.getByRole('table').first().getByRole('button', { pressed: false }).first();
  await step.press('Enter');
  await page.locator('.djs-element.path-selected').waitFor();
  await page.getByRole('option', { selected: true }).waitFor();
  await page
    .getByRole('navigation', { name: 'Proces na diagramie' })
    .getByRole('button', { name: /Sprawa mieszkańca/ })
    .press('Enter');
  await page.getByRole('button', { name: 'Wejdź do procesu: Rozpatrz sprawę' }).waitFor();
  expect(await focused(page)).toMatch(/^strong Sprawa mieszkańca/);
  // The session ends while one reads: the place stays.
  await house.sql(`DELETE FROM session WHERE login = 'auditor'`);
  const address = page.url();
  await page.getByRole('button', { name: 'Sprawdź, czy niezmieniona' }).press('Enter');
  await page.getByRole('alertdialog', { name: 'Sesja wygasła' }).getByLabel('Hasło', { exact: true }).fill('demo');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  expect(page.url()).toBe(address);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Sprawdź, czy niezmieniona' }).press('Enter');
  await page.getByRole('dialog').getByText('Historia jest niezmieniona').waitFor();
  await page.getByRole('dialog').getByText('Czego nie sprawdzono').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await focused(page)).toContain('Sprawdź, czy niezmieniona');
  expect(errors).toEqual([]);
  await context.close();
});

test('a click on the diagram chooses the entry; people and machines are told apart; data stand before → after', async () => {
  const { page, context } = await visitAs(browser, house.url, 'auditor', `/cases/${number}/history`);
  await page.locator(drawn).first().waitFor();
  await page.locator('.djs-element.path-done.djs-shape').nth(1).click();
  await page.getByRole('option', { selected: true }).waitFor();
  await page.locator('.djs-element.path-selected').waitFor();
  expect(await page.locator('.djs-element.path-flow').count()).toBeGreaterThan(2);
  await page.getByRole('option').filter({ hasText: 'w toku → załatwiona' }).waitFor();
  const all = await page.getByRole('option').count();
  await page.getByRole('checkbox', { name: 'Automatyczne' }).press(' ');
  await page.getByRole('checkbox', { name: 'Kroki procesu' }).press(' ');
  const people = await page.getByRole('option').allTextContents();
  expect(people.length).toBeLessThan(all);
  expect(people.some((text) => /Marta Słuchawska/.test(text))).toBe(true);
  // Words instead of codes; the code is there for whoever wants it.
  const decision = page.getByRole('option').filter({ hasText: 'Podstawa odpowiedzi' });
  await decision.getByText('Wynik: udzielono odpowiedzi').waitFor();
  await decision.getByText('Mieszkaniec zna już odpowiedź: tak').waitFor();
  await decision.getByTitle('kod: answered', { exact: true }).waitFor();
  expect(people.join()).not.toMatch(/answered|standard\b/);
  // The selection is in the address.
  await decision.click();
  await page.waitForURL(/entry=act-/);
  await page.reload();
  await page.getByRole('option', { selected: true }).filter({ hasText: 'Podstawa odpowiedzi' }).waitFor();
  await page.getByRole('link', { name: 'model tej wersji' }).click();
  await page.getByRole('heading', { level: 1, name: /, wersja 1$/ }).waitFor();
  await context.close();
});

test('the slider shows the case as it was; the moment lives in the address', async () => {
  const { page, context } = await visitAs(browser, house.url, 'auditor', `/cases/${number}/history`);
  await page.locator(drawn).first().waitFor();
  const all = await page.getByRole('option').count();
  await tabOnto(page, page.getByRole('slider', { name: /Stan na/ }));
  await page.keyboard.press('Home');
  await page.getByText(/Ukryto \d+ późniejsz/).waitFor();
  expect(await page.getByRole('option').count()).toBeLessThan(all);
  await page.waitForURL(/at=/);
  await page.reload();
  await page.getByText(/Ukryto \d+ późniejsz/).waitFor();
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('each tier’s total tells what waited for the resident, for another office and for us', async () => {
  const [open] = await house.sql<{ number: string }>(`SELECT number FROM case_file WHERE status = 'open' AND tier = 'line-1' LIMIT 1`);
  await house.sql(`UPDATE case_file SET registered_at = registered_at - interval '3 hours' WHERE number = $1`, [open?.number]);
  const clerk = await visitAs(browser, house.url, 'line1', '/queue');
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  for (const [kind, from, to] of [
    ['resident', 150, 60],
    ['office', 80, 20],
  ] as const) {
    const answer = await clerk.context.request.post(`/api/v1/cases/${open?.number}/pauses`, {
      data: { kind, from: minutesAgo(from), to: minutesAgo(to), reason: 'Wpisane po rozmowie' },
      headers: { Origin: house.url },
    });
    expect(answer.status()).toBe(200);
  }
  await clerk.context.close();
  const { page, context } = await visitAs(browser, house.url, 'auditor', `/cases/${open?.number}/history`);
  const totals = page.getByRole('table').filter({ hasText: 'Czekało na mieszkańca' });
  await totals.waitFor();
  expect(await totals.getByRole('columnheader').allTextContents()).toEqual([
    'Szczebel',
    'Ktoś prowadził',
    'Czekało na mieszkańca',
    'Czekało na nas',
    'Czekało na inny urząd',
  ]);
  const cells = await totals.getByRole('row', { name: /^LW-1/ }).getByRole('cell').allTextContents();
  // No word of a column is broken into pieces.
  const heights = await totals.getByRole('columnheader').evaluateAll((heads) => heads.map((head) => head.getBoundingClientRect().height));
  expect(Math.max(...heights)).toBeLessThan(64);
  // Twenty minutes of both count once.
  expect([cells[1], cells[3]]).toEqual(['1 godz. 30 min', '40 min']);
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('looking is logged and changes nothing', async () => {
  const before = await house.sql(`SELECT journal_seq, last_event_at FROM case_file WHERE number = $1`, [number]);
  const looks = () =>
    house.sql(`SELECT 1 FROM access_log WHERE login = 'auditor' AND act = 'history.opened' AND subject_id = $1`, [number]);
  const had = (await looks()).length;
  const { page, context } = await visitAs(browser, house.url, 'auditor', `/cases/${number}/history`);
  await page.getByRole('option').first().waitFor();
  expect((await looks()).length).toBe(had + 1);
  expect(await house.sql(`SELECT journal_seq, last_event_at FROM case_file WHERE number = $1`, [number])).toEqual(before);
  await context.close();
});

test('a case that is not there, and a server that goes away, are told', async () => {
  const { page, context } = await visitAs(browser, house.url, 'auditor', '/cases/LCK-2026-999999/history');
  await page.getByText(/Nie ma sprawy/).waitFor();
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('fits a phone and 320 px; dark and forced colours pass', async () => {
  for (const options of [
    { viewport: PHONE },
    { viewport: { width: 320, height: 640 } },
    { colorScheme: 'dark' as const },
    { forcedColors: 'active' as const },
  ]) {
    const { page, context } = await visitAs(browser, house.url, 'auditor', `/cases/${number}/history`, options);
    await page.locator(drawn).first().waitFor();
    expect([await sidewaysPx(page), await axe(page)]).toEqual([0, []]);
    await context.close();
  }
});
