/** The owner's running cases, catalogue and published versions in a real browser, each walked by keyboard. */
import type { Browser } from 'playwright-core';
import { axe, sidewaysPx, tabTo } from '../../../test/browser/support/access.js';
import { visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse(async (...opened) => {
  [house, browser] = opened;
  await house.sql(
    `UPDATE case_file SET last_event_at = now() - interval '9 days' WHERE number = (SELECT min(number) FROM case_file WHERE status = 'open')`,
  );
});

const drawn = '[data-drawn="true"] .djs-shape';

test('by keyboard: from the numbers of a version to a step and its cases', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/running');
  const row = page.getByRole('row').filter({ hasText: 'Sprawa mieszkańca, wersja 1' });
  await row.waitFor();
  const [counted] = await house.sql<{ n: string; late: string }>(
    `SELECT count(*) AS n, count(*) FILTER (WHERE promise_at < now()) AS late FROM case_file WHERE status = 'open' AND case_type = 'resident-matter'`,
  );
  expect(await row.getByRole('cell').first().textContent()).toBe(counted?.n);
  expect(await row.getByRole('cell').nth(1).textContent()).toMatch(new RegExp(`^${counted?.late} \\(\\d+%\\)$`));
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^a Sprawa mieszkańca, wersja 1/);
  await page.keyboard.press('Enter');
  await page.locator(drawn).first().waitFor();
  await page.getByRole('button', { name: /Proces$/ }).press('Enter');
  await page.getByRole('option', { name: /^Rozpatrz/ }).press('Enter');
  const step = page.getByRole('button', { name: 'Odpowiedz lub przekaż' });
  await step.waitFor();
  await page.locator(drawn).first().waitFor();
  const atStep = Number(await page.getByRole('row').filter({ has: step }).getByRole('cell').first().textContent());
  expect(atStep).toBeGreaterThan(0);
  expect(await axe(page)).toEqual([]);
  await step.press('Enter');
  await page.getByRole('heading', { level: 2, name: 'Sprawy w kroku: Odpowiedz lub przekaż' }).waitFor();
  await page.waitForURL(/step=answer/);
  const list = page.getByRole('table', { name: 'Sprawy, najdawniej ruszane pierwsze' });
  await list.waitFor();
  expect(await list.getByRole('row').count()).toBe(atStep + 1);
  await page.goto('/running/resident-matter/1?only=stuck');
  await list.waitFor();
  expect(await list.getByRole('row').count()).toBe(2);
  await list.getByRole('link').press('Enter');
  await page.getByRole('heading', { level: 1, name: /Historia sprawy/ }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('by keyboard: change an approved answer with a note; the version before stays to be read', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/catalogue');
  await page.getByRole('searchbox', { name: 'Szukaj w katalogu' }).fill('dziury w jezdniach');
  await page.getByRole('link', { name: 'Dziura w jezdni' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('link', { name: 'Dziura w jezdni' }).press('Enter');
  await page.getByText('Nikt jeszcze nic tu nie zmieniał.').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('textbox', { name: /Zatwierdzona odpowiedź/ }).fill('Naprawimy w 5 dni roboczych.');
  await page.getByRole('button', { name: 'Zapisz zmianę' }).press('Enter');
  await page.getByText('Napisz, co i dlaczego zmieniasz.').first().waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Co i dlaczego zmieniasz' }).fill('Nowa umowa z wykonawcą');
  await page.getByRole('button', { name: 'Zapisz zmianę' }).press('Enter');
  await page.getByRole('heading', { level: 3, name: 'Wersja 1' }).waitFor();
  // The form begins anew with what is stored: one goes on from the page's heading.
  await page.locator('h1:focus').waitFor();
  const versions = page.getByRole('region', { name: 'Historia zmian' });
  await versions.getByText('Nowa umowa z wykonawcą').waitFor();
  await versions.locator('ins').getByText('Naprawimy w 5 dni roboczych.').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.goto('/catalogue/new');
  await page.getByRole('textbox', { name: /^Kod/ }).fill('roads.pothole');
  await page.getByRole('textbox', { name: 'Nazwa', exact: true }).fill('Druga dziura');
  await page.getByRole('button', { name: 'Zapisz zmianę' }).press('Enter');
  await page
    .getByText(/Ten kod jest już w katalogu/)
    .first()
    .waitFor();
  await page.getByRole('textbox', { name: /^Kod/ }).fill('roads.second');
  await page.getByRole('textbox', { name: 'Co i dlaczego zmieniasz' }).fill('Próba');
  await page.getByRole('button', { name: 'Zapisz zmianę' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Druga dziura' }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('a version’s page says who, why and what differs, each value before and after', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/case-types');
  const xml = await (await context.request.get('/api/v1/models/information-request/1/xml')).text();
  const changed = xml
    .replace('name="Odpowiedz od ręki"', 'name="Odpowiedz od razu"')
    .replace(/(name="publicStatus" value=")[^"]*/, '$1Pytanie przyjęte');
  const published = await context.request.post('/api/v1/models', {
    data: { resources: [{ name: 'information-request.bpmn', content: changed }], note: 'Prostsze słowa' },
    headers: { Origin: house.url },
  });
  expect(published.status()).toBe(201);
  await page.reload();
  await page.getByRole('link', { name: /^Prośba o informację: Wersja 2/ }).press('Enter');
  await page.waitForURL('**/models/information-request/2');
  await page.getByRole('heading', { level: 1, name: 'Prośba o informację, wersja 2' }).waitFor();
  await page.getByText('Prostsze słowa').first().waitFor();
  await page.getByRole('definition').getByText('Elżbieta Procesowa').waitFor();
  await page.getByRole('heading', { level: 2, name: 'Różnice: z wersji 1 do wersji 2' }).waitFor();
  const change = page.getByRole('listitem').filter({ hasText: 'Zmieniono krok „Odpowiedz od razu”' });
  await change.locator('del').getByText('Odpowiedz od ręki').waitFor();
  await change.locator('ins').getByText('Odpowiedz od razu').waitFor();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'co widzi mieszkaniec' })
    .locator('ins')
    .getByText('Pytanie przyjęte')
    .first()
    .waitFor();
  await page.locator(drawn).first().waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'krok „Odpowiedz od razu”' }).press('Enter');
  await page.locator('.djs-element.path-selected').waitFor();
  await page.getByRole('navigation', { name: 'Wersje' }).getByRole('link', { name: 'Wersja 1' }).press('Enter');
  await page.waitForURL('**/models/information-request/1');
  await page.getByRole('button', { name: /Porównaj z/ }).press('Enter');
  await page.getByRole('option', { name: 'Wersja 2' }).press('Enter');
  await page.getByRole('heading', { level: 2, name: 'Różnice: z wersji 1 do wersji 2' }).waitFor();
  await page.goto('/models/information-request');
  await page.waitForURL('**/models/information-request/2');
  await page.goto('/models/information-request/9');
  await page.getByText('Nie ma takiej wersji.').waitFor();
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

const PAGES: readonly (readonly [path: string, wanted: RegExp])[] = [
  ['/running', /Sprawa mieszkańca, wersja 1/],
  ['/running/resident-matter/1', /Gdzie są sprawy/],
  ['/catalogue', /Dziura w jezdni/],
  ['/catalogue/roads.pothole', /Historia zmian/],
  ['/models/resident-matter/1', /Kroki tej wersji/],
];

test.each([
  ['320 px', { viewport: { width: 320, height: 640 } }, PAGES],
  ['dark', { colorScheme: 'dark' as const }, PAGES.slice(1, 2)],
  ['forced colours', { forcedColors: 'active' as const }, PAGES.slice(3)],
])('%s passes', async (_, options, pages) => {
  const { page, context } = await visitAs(browser, house.url, 'owner', pages[0]?.[0], options);
  for (const [path, wanted] of pages) {
    await page.goto(path);
    await page.getByText(wanted).first().waitFor();
    expect([path, await sidewaysPx(page), await axe(page)]).toEqual([path, 0, []]);
  }
  await context.close();
});
