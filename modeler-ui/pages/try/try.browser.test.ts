/** Trying a draft in a real browser: by keyboard through every tier to the end while the date passes, and nothing leaves the house. */
import type { Browser, Page } from 'playwright-core';
import { arrowOnto, axe, sidewaysPx, soon, tabOnto, tabTo } from '../../../test/browser/support/access.js';
import { PHONE, visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

/** What a case would leave behind, and what would leave the house. */
const TRACES = [
  'case_file',
  'case_run',
  'task',
  'case_journal',
  'outbox',
  'message_outbox',
  'crm_record',
  'dms_file',
  'contact',
  'history',
];
const traces = () =>
  Promise.all(TRACES.map(async (table) => [table, (await house.sql<{ n: string }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n]));

async function begin(page: Page, body: object): Promise<string> {
  const answer = await page.request.post('/api/v1/drafts', { data: body, headers: { Origin: house.url } });
  expect([answer.status(), answer.ok() ? '' : await answer.text()]).toEqual([201, '']);
  return ((await answer.json()) as { id: string }).id;
}

const here = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ hasText: name }).and(page.locator('[aria-current="step"]')).waitFor();

test('a draft walks from the front office to resolved by keyboard alone, its date passes, and nothing leaves the house', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/case-types');
  await begin(page, { from: 'version', processId: 'resident-matter' });
  await page.reload();
  await page.getByRole('button', { name: 'Wypróbuj szkic: Sprawa mieszkańca' }).waitFor();
  const before = await traces();
  await tabTo(page, /^button Wypróbuj szkic: Sprawa mieszkańca/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Próba: Sprawa mieszkańca' }).waitFor();
  await page.getByText('Próba na sucho – nic nie wychodzi na zewnątrz.').waitFor();

  await page.getByRole('button', { name: 'Następny krok' }).waitFor();

  // Begins as somebody comes in by letter: another example.
  await tabTo(page, /^button Przykład…/);
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Przykład…' });
  await tabOnto(page, panel.getByRole('button', { name: /Gdzie trafia najpierw/ }));
  await page.keyboard.press('Enter');
  await arrowOnto(page, page.getByRole('option', { name: 'FO' }));
  await page.keyboard.press('Enter');
  await tabOnto(page, panel.getByRole('button', { name: 'Zacznij z tym przykładem' }));
  await page.keyboard.press('Enter');
  await here(page, 'FO');
  const next = page.getByRole('button', { name: 'Następny krok' });
  // In sight on a laptop without scrolling.
  const box = await next.boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
  await tabOnto(page, next);
  for (const tier of ['LW-1', 'LW-2', 'Wydział']) {
    await page.keyboard.press('Enter');
    await here(page, tier);
  }

  // The clock stays in the form's time; moved to the promise, the chip tells that it has come, and the lead would be told.
  await tabOnto(page, page.getByRole('button', { name: 'do terminu obiecanego' }));
  await page.keyboard.press('Enter');
  await page
    .getByText(/^Po terminie: PROBA-1/)
    .first()
    .waitFor();
  await tabOnto(page, page.getByRole('button', { name: 'o 1 dzień' }));
  await page.keyboard.press('Enter');
  await page.getByText('▲').first().waitFor();
  await page.locator('.path-active').first().waitFor();
  expect(await axe(page)).toEqual([]);

  await tabOnto(page, next);
  // Six steps at most; a press while the step before is still under way does nothing.
  for (let pressed = 0; pressed < 30 && (await next.count()) > 0; pressed++) {
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-kind="primary"]:not([data-pending])').waitFor();
  }
  await here(page, 'Załatwiona');
  await page.getByText('Do: Maria Przykładowa, maria@example.org').waitFor();
  await page.getByText('Próba dobiegła końca.').waitFor();
  expect(await axe(page)).toEqual([]);
  expect(await traces()).toEqual(before);
  expect((await house.sql('SELECT 1 FROM case_file WHERE number LIKE $1', ['PROBA%'])).length).toBe(0);

  expect(errors).toEqual([]);
  await context.close();
});

test('back is one act less, a reload keeps the place, and it begins anew', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/case-types');
  await begin(page, { from: 'version', processId: 'resident-matter' });
  await page.goto('/case-types/resident-matter/try');
  await here(page, 'LW-1');
  for (const tier of ['LW-2', 'Wydział']) {
    await page.getByRole('button', { name: 'Następny krok', disabled: false }).press('Enter');
    await here(page, tier);
  }
  await page.getByRole('button', { name: 'Krok wstecz' }).press('Enter');
  await here(page, 'LW-2');
  await page.reload();
  await here(page, 'LW-2');
  await page.getByRole('button', { name: 'Od początku' }).press('Enter');
  await here(page, 'LW-1');
  expect(errors).toEqual([]);
  await context.close();
});

test('a broken draft says what to mend; a failing step is named; without the server the view stays', async () => {
  const { page, context } = await visitAs(browser, house.url, 'owner', '/case-types');
  const [model] = await house.sql<{ xml: string }>(`SELECT xml FROM model WHERE process_id = 'close-matter' AND version = 1`);
  const xml = model?.xml ?? '';
  const broken = await begin(page, {
    from: 'file',
    fileName: 'try-broken.bpmn',
    name: 'Zepsuty do próby',
    xml: xml.replace(/<zeebe:taskDefinition type="notify\.mail" ?\/>/, ''),
  });
  await page.goto(`/case-types/${broken}/try`);
  await page.getByRole('list', { name: 'Co trzeba poprawić' }).getByText('Nie wiadomo, co ten krok ma zrobić.').waitFor();
  expect(await axe(page)).toEqual([]);

  // Nobody gives the next step what it needs.
  const forgetful = xml.replace('resultVariable="closing"', 'resultVariable="skutki"');
  const failing = await begin(page, { from: 'file', fileName: 'try-failing.bpmn', name: 'Zawodny do próby', xml: forgetful });
  await page.goto(`/case-types/${failing}/try`);
  await page
    .getByText(/^Krok „.+”: .+ W prawdziwej sprawie/)
    .first()
    .waitFor();
  // Also what is folded away is in the page's language.
  await page.locator('summary', { hasText: 'Technicznie' }).press('Enter');
  await page
    .getByText(/^(Wyrażenie|Krok automatyczny|Nie udało się|Komunikat w brzmieniu oryginalnym:) .+ close-matter/)
    .first()
    .waitFor();
  expect(await axe(page)).toEqual([]);
  house.setDown(true);
  await page.getByRole('button', { name: 'o 1 godzinę' }).click();
  await page.getByRole('alert').waitFor();
  await page
    .getByText(/^Krok „.+”/)
    .first()
    .waitFor();
  house.setDown(false);
  // It asks again by itself; whoever is quicker has the button.
  const again = page.getByRole('alert').getByRole('button');
  await Promise.all([again.press('Enter', { timeout: 1_000 }).catch(() => undefined), again.waitFor({ state: 'detached' })]);
  await context.close();
});

test('fits a phone and 320 px, dark and forced colours', async () => {
  const { page, context } = await visitAs(browser, house.url, 'owner', '/case-types', { viewport: PHONE });
  await begin(page, { from: 'version', processId: 'resident-matter' });
  await page.goto('/case-types');
  await page.getByRole('button', { name: 'Wypróbuj szkic: Sprawa mieszkańca' }).click();
  await page.locator('[data-drawn="true"]').waitFor();
  await page.getByRole('button', { name: 'Następny krok' }).waitFor();
  expect(await sidewaysPx(page)).toBe(0);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await sidewaysPx(page)).toBe(0);
  expect(await axe(page)).toEqual([]);
  await recoloured(page, { colorScheme: 'dark' });
  expect(await axe(page)).toEqual([]);
  await recoloured(page, { colorScheme: 'light', forcedColors: 'active' });
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('every city step that is added runs as it is', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/case-types');
  const id = await begin(page, { from: 'template', template: 'information', name: 'Wszystkie kroki' });
  await page.goto(`/case-types/${id}`);
  await page.getByRole('button', { name: 'Lista kroków' }).click();
  await page.getByRole('row', { name: 'Zapisz kontakt w CRM', exact: true }).click();
  for (const step of ['Powiadom', 'Przypomnienie', 'Termin', 'Zapisz w CRM', 'Teczka w EOD', 'Zadanie szczebla']) {
    await page.getByRole('button', { name: /Dodaj za/ }).click();
    await page.getByRole('menuitem', { name: step, exact: true }).click();
    await page.getByRole('row', { name: step, exact: true, selected: true }).waitFor();
  }
  await page.getByRole('button', { name: 'Wypróbuj' }).click();
  await page.getByRole('heading', { level: 3, name: 'Zadanie szczebla' }).waitFor();
  await page.getByText('Zajmujemy się Państwa sprawą. Napiszemy, gdy będzie coś nowego.').waitFor();
  expect(await page.getByText('nie powiódł się').count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

/** The browser says that it is done before the page has its other colours; between the two, axe would see both. */
async function recoloured(page: Page, media: { readonly colorScheme: 'light' | 'dark'; readonly forcedColors?: 'active' }): Promise<void> {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await ground();
  await page.emulateMedia(media);
  await soon(async () => (await ground()) !== before);
}
