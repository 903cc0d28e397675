/** Forms and decision tables in a real browser: edited by keyboard alone, published with the process, then met by a clerk. */
import type { Browser, Locator, Page } from 'playwright-core';
import { arrowOnto, axe, sidewaysPx, tabOnto, tabTo } from '../../../../test/browser/support/access.js';
import { visitAs } from '../../../../test/browser/support/browser.js';
import type { House } from '../../../../test/browser/support/house.js';
import { inHouse } from '../../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

async function begin(page: Page, body: object): Promise<string> {
  const answer = await page.request.post('/api/v1/drafts', { data: body, headers: { Origin: house.url } });
  expect([answer.status(), answer.ok() ? '' : await answer.text()]).toEqual([201, '']);
  return ((await answer.json()) as { id: string }).id;
}

/** In the list of steps, by keyboard. */
async function choose(page: Page, step: string): Promise<void> {
  await tabOnto(page, page.getByRole('treegrid', { name: 'Lista kroków' }).getByRole('row'));
  await arrowOnto(page, page.getByRole('row', { name: step, exact: true }));
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: step, exact: true, selected: true }).waitFor();
}

async function storedParts(id: string): Promise<string> {
  const parts = await house.sql<{ content: string }>('SELECT content FROM model_draft_part WHERE draft_id = $1 ORDER BY 1', [id]);
  return parts.map(({ content }) => content).join('\n');
}

test('a field and a rule, by keyboard alone, published in one act with the process; a case then asks for the field', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/case-types');
  const id = await begin(page, { from: 'template', template: 'field-intervention', name: 'Gałąź na drodze' });
  await page.goto(`/case-types/${id}`);
  await tabOnto(page, page.getByRole('button', { name: 'Lista kroków' }));
  await page.keyboard.press('Enter');
  await choose(page, 'Załatw od ręki');
  await tabTo(page, /^button Otwórz formularz/, 60);
  await page.keyboard.press('Enter');
  const preview = page.getByRole('region', { name: 'Tak zobaczy to pracownik' });
  await preview.waitFor();
  const hasFocus = (one: Locator) => one.evaluate((node) => node === document.activeElement);
  const opened = page.getByRole('tab', { name: /^Formularz: /, selected: true });
  expect(await hasFocus(opened)).toBe(true);
  expect(await axe(page)).toEqual([]);
  // Closed, it gives the focus back to what opened it.
  await tabTo(page, /^button Zamknij kartę/);
  await page.keyboard.press('Enter');
  await opened.waitFor({ state: 'detached' });
  expect(await hasFocus(page.getByRole('button', { name: 'Otwórz formularz' }))).toBe(true);
  await page.keyboard.press('Enter');
  await preview.waitFor();
  expect(await hasFocus(opened)).toBe(true);
  // The same form is another case type's too.
  await page.getByText(/Tego używają też: Zgłoszenie interwencyjne/).waitFor();
  await tabTo(page, /^button .*Dodaj pole/);
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Krótki tekst' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /Nowe pole/, selected: true }).waitFor();
  await tabOnto(page, page.getByRole('listbox', { name: 'Pola formularza' }).getByRole('option', { selected: true }));
  await tabTo(page, /^input/);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Numer drzewa');
  await page.keyboard.press('Tab');
  await preview.getByText('Numer drzewa').waitFor();
  await tabOnto(page, page.getByRole('checkbox', { name: 'Trzeba wypełnić' }));
  await page.keyboard.press('Space');
  await tabOnto(page, page.getByRole('button', { name: 'Wyżej' }));
  await page.keyboard.press('Enter');
  await tabOnto(page, page.getByRole('button', { name: 'Cofnij' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabOnto(page, page.getByRole('button', { name: 'Ponów' }));
  await page.keyboard.press('Enter');

  await tabOnto(page, page.getByRole('tab', { selected: true }), 'Shift+Tab');
  await arrowOnto(page, page.getByRole('tab', { name: 'Przebieg' }));
  await page.keyboard.press('Enter');
  await choose(page, 'Ustal skutki wyniku');
  await tabTo(page, /^button Otwórz tabelę/, 60);
  await page.keyboard.press('Enter');
  const cell = page.getByRole('textbox', { name: 'Kod, reguła 1', exact: true });
  await cell.waitFor();
  expect(await axe(page)).toEqual([]);
  await tabOnto(page, cell);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('"ODPOWIEDŹ');
  await page.keyboard.press('ArrowDown');
  expect(await page.getByRole('textbox', { name: 'Kod, reguła 2', exact: true }).evaluate((one) => one === document.activeElement)).toBe(
    true,
  );
  const problem = page.getByRole('button', { name: /Blokuje publikację.*reguła 1.*Wyrażenia nie da się odczytać/ });
  await tabOnto(page, problem);
  await page.keyboard.press('Enter');
  expect(await cell.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.press('End');
  await page.keyboard.type('"');
  await page.keyboard.press('Enter');
  await problem.waitFor({ state: 'detached' });
  const last = page.getByRole('textbox', { name: 'Kod, reguła 11', exact: true });
  for (let rule = 1; rule < 11 && !(await last.evaluate((one) => one === document.activeElement)); rule++)
    await page.keyboard.press('ArrowDown');
  await tabOnto(page, page.getByRole('button', { name: /^Reguła 11: / }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await arrowOnto(page, page.getByRole('menuitem', { name: 'Usuń regułę' }));
  await page.keyboard.press('Enter');
  await last.waitFor({ state: 'detached' });
  await tabOnto(page, page.getByRole('button', { name: 'Cofnij' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await last.waitFor();

  await tabOnto(page, page.getByRole('textbox', { name: 'Wynik', exact: true }));
  await page.keyboard.type('answered');
  await page.keyboard.press('Enter');
  await page.getByText('Zadziałała reguła: 1').waitFor();
  await page.keyboard.press('Control+s');
  await page.getByText(/^Zapisano/).waitFor();
  expect(await storedParts(id)).toMatch(/ODPOWIEDŹ[\s\S]*Numer drzewa|Numer drzewa[\s\S]*ODPOWIEDŹ/);

  // What is open in the draft survives a reload.
  await page.reload();
  await tabOnto(page, page.getByRole('button', { name: 'Opublikuj…' }));
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog');
  await panel.getByText('Nowe pole „Numer drzewa”').waitFor();
  await panel.getByText('Reguła 1: Kod: "answered" → "ODPOWIEDŹ"').waitFor();
  expect(await axe(page)).toEqual([]);
  await tabOnto(page, panel.getByRole('textbox', { name: /Co i dlaczego zmieniasz/ }));
  await page.keyboard.type('Numer drzewa i kod.');
  const publish = panel.getByRole('button', { name: 'Opublikuj teraz' });
  await publish.and(page.locator(':enabled')).waitFor();
  await tabOnto(page, publish);
  await page.keyboard.press('Enter');
  await page.getByText('„Gałąź na drodze”: opublikowano wersję 1.').waitFor();

  // A table alone is published again: the diagram keeps its number, and the page says so.
  await page.getByRole('button', { name: 'Edytuj: Gałąź na drodze' }).press('Enter');
  await page.getByRole('button', { name: 'Lista kroków' }).press('Enter');
  await choose(page, 'Ustal skutki wyniku');
  await page.getByRole('button', { name: 'Otwórz tabelę' }).press('Enter');
  await cell.fill('"GAŁĄŹ"');
  await page.getByRole('button', { name: 'Opublikuj…' }).press('Enter');
  await panel.getByText('Reguła 1: Kod: "ODPOWIEDŹ" → "GAŁĄŹ"').waitFor();
  await panel.getByText('Wchodzi w życie od razu. W przebiegu nic się nie zmienia.').waitFor();
  await panel.getByRole('textbox', { name: /Co i dlaczego zmieniasz/ }).fill('Inny kod.');
  await publish.and(page.locator(':enabled')).press('Enter');
  await page.getByText('„Gałąź na drodze”: opublikowano zmienione formularze i tabele.').waitFor();
  expect(errors).toEqual([]);
  await context.close();

  const clerk = await visitAs(browser, house.url, 'line1', '/queue');
  const created = await clerk.page.request.post('/api/v1/cases', {
    data: { caseType: id, classification: 'roads.pothole', channel: 'phone', note: 'Gałąź leży na ulicy.', entryTier: 'line-1' },
    headers: { Origin: house.url },
  });
  expect([created.status(), created.ok() ? '' : await created.text()]).toEqual([201, '']);
  const { number } = (await created.json()) as { number: string };
  await clerk.page.goto(`/cases/${number}`);
  await clerk.page.getByRole('textbox', { name: 'Numer drzewa' }).waitFor();
  await clerk.context.close();
}, 180_000);

test('a new form and a new table for a step begin with what the step knows', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/case-types');
  const id = await begin(page, { from: 'template', template: 'information', name: 'Pytanie o basen' });
  await page.goto(`/case-types/${id}`);
  await page.getByRole('button', { name: 'Lista kroków' }).click();
  await choose(page, 'Odpowiedz jako ekspert');
  await page.getByRole('button', { name: 'Nowy formularz' }).click();
  const preview = page.getByRole('region', { name: 'Tak zobaczy to pracownik' });
  await preview.getByRole('heading', { name: 'Odpowiedz jako ekspert' }).waitFor();
  await preview.getByRole('radio', { name: 'Załatw' }).waitFor();
  await page.getByRole('button', { name: 'Zamknij kartę' }).click();
  await page
    .getByRole('button', { name: /Formularz/ })
    .first()
    .waitFor();
  await page.keyboard.press('Control+s');
  await page.getByText(/^Zapisano/).waitFor();
  expect(await storedParts(id)).toContain(`"id": "${id}-odpowiedz-jako-ekspert"`);
  const [draft] = await house.sql<{ xml: string }>('SELECT xml FROM model_draft WHERE id = $1', [id]);
  expect(draft?.xml).toContain(`formId="${id}-odpowiedz-jako-ekspert"`);
  expect(errors).toEqual([]);
  await context.close();
});

test('a known centre’s promise goes into a rule in one act and out again, by keyboard', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/case-types');
  const id = await begin(page, { from: 'template', template: 'three-tier', name: 'Jak w Budapeszcie' });
  await page.goto(`/case-types/${id}`);
  await page.getByRole('button', { name: 'Lista kroków' }).click();
  await choose(page, 'Ustal tryb i wydział');
  await page.getByRole('button', { name: 'Otwórz tabelę' }).click();
  const amount = page.getByRole('textbox', { name: 'Termin: ile, reguła 1', exact: true });
  await amount.waitFor();
  const before = await amount.inputValue();
  await page.getByRole('button', { name: 'Gotowe terminy' }).press('Enter');
  await page.getByText('Tam liczy się codziennie od 06:00 do 22:00.').waitFor();
  await page.getByText(/nie wyznacza, bo dotyczy całego centrum: odebranie: 20 s; odpowiedź, średnio: 1,3 h/).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Wpisz do reguły 1', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Cofnij' }).and(page.locator(':enabled')).waitFor();
  const cells = ['Termin: ile', 'Przypomnienie po', 'Termin: czego'].map((column) =>
    page.getByRole('textbox', { name: `${column}, reguła 1`, exact: true }),
  );
  expect(await Promise.all(cells.map((cell) => cell.inputValue()))).toEqual(['4', '3', '"service-hours"']);
  await page.getByRole('button', { name: 'Cofnij' }).press('Enter');
  await page.locator(`[aria-label="Termin: ile, reguła 1"][value="${before}"]`).waitFor();
  // A full machine may have stored the rule meanwhile; then that is taken back there, too, a moment later.
  await page.getByRole('button', { name: 'Cofnij' }).and(page.locator(':disabled')).waitFor();
  expect(errors).toEqual([]);
  await context.close();
}, 120_000);

test('the vendors’ editors open on demand, offer what our renderer draws, keep their marks, and write the same text', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/case-types');
  const id = await begin(page, { from: 'template', template: 'field-intervention', name: 'Graficznie' });
  await page.goto(`/case-types/${id}`);
  await page.getByRole('button', { name: 'Lista kroków' }).click();
  await choose(page, 'Załatw od ręki');
  await page.getByRole('button', { name: 'Otwórz formularz' }).click();
  await page.getByRole('button', { name: 'Edytor graficzny' }).click();
  await page.locator('.fjs-palette-field').first().waitFor();
  const offered = await page
    .locator('.fjs-palette-field:visible')
    .evaluateAll((fields) => fields.map((field) => field.getAttribute('data-field-type')).sort());
  expect(offered).toEqual(['checkbox', 'datetime', 'group', 'number', 'radio', 'select', 'text', 'textarea', 'textfield']);
  expect(await page.locator('.fjs-powered-by').first().isVisible()).toBe(true);
  await page.locator('.fjs-element[data-field-type="text"]').first().click();
  await page.getByRole('button', { name: 'Lista pól' }).click();
  // Looking changes nothing.
  await page.getByRole('listbox', { name: 'Pola formularza' }).waitFor();
  expect(await page.getByRole('button', { name: 'Cofnij' }).isDisabled()).toBe(true);

  // A copy of its own leaves the other case types alone.
  await page.getByRole('button', { name: 'Zrób osobną kopię' }).click();
  await page.getByText('Tego używają też').waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Przebieg' }).click();
  await page.getByRole('button', { name: /graficznie-service-line-1/ }).waitFor();
  await choose(page, 'Ustal skutki wyniku');
  await page.getByRole('button', { name: 'Otwórz tabelę' }).click();
  await page.getByRole('button', { name: 'Zrób osobną kopię' }).click();
  await page.getByText('Tego używają też').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Edytor graficzny' }).click();
  const cell = page.locator('.tjs-table-container td.output-cell [contenteditable="true"]').first();
  await cell.waitFor();
  const mark = page.locator('[class*="dmnJs"] .bjs-powered-by').first();
  expect(await mark.isVisible()).toBe(true);
  expect(await page.getByRole('button', { name: 'Cofnij' }).isDisabled()).toBe(true);
  await cell.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('"zmieniono"');
  await page.getByRole('button', { name: 'Cofnij' }).and(page.locator(':enabled')).waitFor();
  await page.getByRole('button', { name: 'Zwykła tabela' }).click();
  await page.locator('input[value=\'"zmieniono"\']').waitFor();
  await page.getByText('Brak uwag. Szkic można opublikować.').waitFor();
  await page.keyboard.press('Control+s');
  await page.getByText(/^Zapisano/).waitFor();
  expect(await storedParts(id)).toMatch(/decision id="graficznie-outcomes"[\s\S]*zmieniono/);
  expect(errors).toEqual([]);
  await context.close();
});

test('forms and tables fit 320 px, dark and forced colours', async () => {
  const options = [{ viewport: { width: 320, height: 640 } }, { colorScheme: 'dark' as const }, { forcedColors: 'active' as const }];
  for (const [index, one] of options.entries()) {
    const { page, context } = await visitAs(browser, house.url, 'owner', '/case-types', one);
    const id = await begin(page, { from: 'template', template: 'field-intervention', name: `Mieści się i to ${index}` });
    await page.goto(`/case-types/${id}`);
    // A phone opens with it.
    if (!('viewport' in one)) await page.getByRole('button', { name: 'Lista kroków' }).click();
    for (const [step, open] of [
      ['Załatw od ręki', 'Otwórz formularz'],
      ['Ustal skutki wyniku', 'Otwórz tabelę'],
    ] as const) {
      await choose(page, step);
      await page.getByRole('button', { name: open }).click();
      await page
        .getByRole('listbox', { name: 'Pola formularza' })
        .or(page.getByRole('button', { name: /^Reguła 1: / }))
        .waitFor();
      expect(await sidewaysPx(page)).toBe(0);
      expect(await axe(page)).toEqual([]);
      await page.getByRole('tab', { name: 'Przebieg' }).click();
    }
    await context.close();
  }
}, 180_000);
