/** The process owner's work in a real browser: a case type from a template, the diagram, the list of steps by keyboard, publishing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { axe, sidewaysPx, soon, tabOnto, tabTo } from '../../../test/browser/support/access.js';
import { LAPTOP, PHONE, visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';
import { decodeXml } from './xml/decode.js';
import { PARSER_LOSSES } from './xml/testing/known-losses.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

const saved = (page: Page) => page.getByText(/^Zapisano/).waitFor();
const draftXml = async (id: string): Promise<string> =>
  (await house.sql<{ xml: string }>('SELECT xml FROM model_draft WHERE id = $1', [id]))[0]?.xml ?? '';

async function becomes(holds: () => Promise<boolean>): Promise<void> {
  for (
    const deadline = performance.now() + 10_000;
    performance.now() < deadline;
    await new Promise((resolve) => setTimeout(resolve, 100))
  ) {
    if (await holds()) return;
  }
  expect(await holds()).toBe(true);
}

async function begin(page: Page, body: object): Promise<string> {
  const answer = await page.request.post('/api/v1/drafts', { data: body, headers: { Origin: house.url } });
  expect([answer.status(), answer.ok() ? '' : await answer.text()]).toEqual([201, '']);
  return ((await answer.json()) as { id: string }).id;
}

test('from the list to a published case type, by keyboard alone', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/case-types');
  await page.getByRole('heading', { level: 3, name: 'Sprawa mieszkańca' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^button Nowy typ sprawy/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Nowy typ sprawy' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await tabOnto(page, page.getByRole('textbox', { name: 'Nazwa' }));
  await page.keyboard.type('Zajęcie pasa drogowego');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Szkic: Zajęcie pasa drogowego' }).waitFor();
  await page
    .getByText('Brak uwag')
    .or(page.getByText(/\d+ uwag/))
    .waitFor();
  expect(await axe(page)).toEqual([]);

  // The list of steps is an equal of the diagram.
  await tabTo(page, /^button Lista kroków/);
  await page.keyboard.press('Enter');
  const tree = page.getByRole('treegrid', { name: 'Lista kroków' });
  await tree.waitFor();
  expect(await axe(page)).toEqual([]);
  // Where ways only meet has no name: it is called so, not by its id.
  await page.getByRole('row', { name: 'Połączenie dróg', exact: true }).waitFor();
  expect(await tree.getByText('to-close').count()).toBe(0);
  await tabTo(page, /Zajęcie pasa drogowego|Kontakt zarejestrowany/);
  // However far down the list, the panel of what is chosen is in sight.
  await page.keyboard.press('End');
  await page.getByRole('row', { selected: true, name: 'Pilnuj terminu' }).waitFor();
  const top = (await page.getByRole('tab', { name: 'Krok' }).boundingBox())?.y ?? -1;
  expect(top >= 0 && top < LAPTOP.height).toBe(true);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('row', { name: 'Kontakt zarejestrowany', selected: true }).waitFor();
  const name = page.getByRole('textbox', { name: 'Nazwa' });
  await tabTo(page, /^textarea Kontakt zarejestrowany/);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Wniosek przyjęty');
  await page.keyboard.press('Tab');
  await page.getByRole('row', { name: 'Wniosek przyjęty', exact: true }).waitFor();
  expect(await name.inputValue()).toBe('Wniosek przyjęty');
  await tabOnto(page, page.getByRole('button', { name: /Dodaj za „Wniosek przyjęty”/ }));
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Powiadom' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: 'Powiadom', exact: true, selected: true }).waitFor();
  // Typing is taken back by the field, the step added before it by one act of the page's.
  const words = page.getByRole('textbox', { name: 'Co piszemy do mieszkańca' });
  await tabOnto(page, words);
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  await page.keyboard.press('Control+z');
  await page.getByRole('row', { name: 'Powiadom', exact: true }).waitFor();
  await tabOnto(page, page.getByRole('button', { name: 'Cofnij' }));
  await page.keyboard.press('Control+z');
  await page.getByRole('row', { name: 'Powiadom', exact: true }).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+y');
  await page.getByRole('row', { name: 'Powiadom', exact: true }).waitFor();
  await page.keyboard.press('Control+s');
  await saved(page);
  const xml = await draftXml('zajecie-pasa-drogowego');
  expect(xml).toContain('Wniosek przyjęty');
  expect(xml).toContain('<zeebe:taskDefinition type="notify.mail"');

  await tabOnto(page, page.getByRole('button', { name: 'Opublikuj…' }));
  await page.keyboard.press('Enter');
  await page.getByText('To pierwsza wersja tego typu sprawy').waitFor();
  const publish = page.getByRole('button', { name: 'Opublikuj teraz' });
  const note = page.getByRole('textbox', { name: /Co i dlaczego zmieniasz/ });
  await publish.and(page.locator(':enabled')).waitFor();
  await tabOnto(page, publish);
  await page.keyboard.press('Enter');
  await page.getByText('Napisz jednym zdaniem, co się zmienia.').waitFor();
  expect(await axe(page)).toEqual([]);
  await tabOnto(page, note);
  await page.keyboard.type('Pierwsza wersja.');
  await tabOnto(page, publish);
  await page.keyboard.press('Enter');
  await page.getByText('„Zajęcie pasa drogowego”: opublikowano wersję 1.').waitFor();
  await page.getByText('Zmiana: Pierwsza wersja.').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('city steps stand in the palette before raw BPMN, a press leads from a problem to its element, undo takes it back', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/case-types');
  await page.getByRole('button', { name: 'Edytuj: Prośba o informację' }).click();
  await page.getByRole('heading', { level: 1, name: 'Szkic: Prośba o informację' }).waitFor();
  const groups = page.locator('.djs-palette .group');
  await groups.first().waitFor();
  expect(await groups.first().getAttribute('data-group')).toBe('city');
  expect(await page.locator('.city-step span').allTextContents()).toEqual([
    'Zadanie szczebla',
    'Powiadom',
    'Przypomnienie',
    'Termin',
    'Zapisz w CRM',
    'Teczka w EOD',
    'Czekaj na mieszkańca',
    'Decyzja',
    'Zamknij',
  ]);
  // The licence of bpmn.io: its mark stays visible.
  expect(await page.locator('.bjs-powered-by').isVisible()).toBe(true);
  await page.locator('.city-step', { hasText: 'Decyzja' }).click();
  const canvas = await page.locator('.djs-container').boundingBox();
  await page.mouse.move((canvas?.x ?? 0) + 500, (canvas?.y ?? 0) + 420, { steps: 4 });
  await page.mouse.click((canvas?.x ?? 0) + 520, (canvas?.y ?? 0) + 420);
  const problem = page.getByRole('button', { name: /Decyzja/ }).filter({ hasText: 'Nic tu nie prowadzi' });
  await problem.waitFor();
  await page
    .locator('.djs-container svg')
    .first()
    .click({ position: { x: 700, y: 20 } });
  await problem.press('Enter');
  const panel = page.getByRole('complementary', { name: 'Właściwości' });
  await panel.getByText('Decyzja', { exact: true }).first().waitFor();
  // Where it is mended.
  await soon(() => panel.getByRole('textbox', { name: /Nazwa/ }).evaluate((field) => field === document.activeElement));
  await page.getByRole('button', { name: 'Cofnij' }).click();
  await problem.waitFor({ state: 'detached' });
  // A step can be dragged there too; back from the list its acts stand beside it, not over the palette.
  await page.locator('.city-step', { hasText: 'Decyzja' }).hover();
  await page.mouse.down();
  await page.mouse.move((canvas?.x ?? 0) + 480, (canvas?.y ?? 0) + 400, { steps: 8 });
  await page.locator('.djs-dragger').first().waitFor();
  await page.mouse.move((canvas?.x ?? 0) + 520, (canvas?.y ?? 0) + 420, { steps: 4 });
  await page.mouse.up();
  await problem.waitFor();
  await page.getByRole('button', { name: 'Lista kroków' }).click();
  await page.getByRole('row', { name: 'Decyzja', exact: true }).click();
  await page.getByRole('button', { name: 'Diagram' }).click();
  const palette = await page.locator('.djs-palette').boundingBox();
  const acts = await page.locator('.djs-context-pad').boundingBox();
  expect(acts?.x).toBeGreaterThan((palette?.x ?? 0) + (palette?.width ?? 0));
  await page.getByRole('button', { name: 'Cofnij' }).click();
  await problem.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Technicznie' }).click();
  await page.locator('.bio-properties-panel-header').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('the second editor looks, is told who edits, and gets the draft as it is then', async () => {
  const first = await visitAs(browser, house.url, 'owner', '/case-types');
  await first.page.getByRole('button', { name: /(Edytuj|Otwórz szkic): Zgłoszenie interwencyjne/ }).click();
  await first.page.getByRole('heading', { level: 1, name: 'Szkic: Zgłoszenie interwencyjne' }).waitFor();
  await first.page.getByRole('button', { name: 'Lista kroków' }).click();
  const second = await visitAs(browser, house.url, 'owner', '/case-types/service-request');
  await second.page.getByText(/Szkic ma otwarty .+ Możesz go oglądać/).waitFor();
  expect(await second.page.getByRole('button', { name: 'Opublikuj…' }).count()).toBe(0);
  expect(await axe(second.page)).toEqual([]);
  await first.page.getByRole('row').nth(1).click();
  await first.page.getByRole('textbox', { name: 'Nazwa' }).fill('Zgłoszenie z ulicy');
  // Saved by itself, at most five seconds after a pause, though the field has not been left.
  await becomes(async () => (await draftXml('service-request')).includes('Zgłoszenie z ulicy'));
  await first.page.goto('/case-types');
  await second.page.getByRole('button', { name: 'Opublikuj…' }).waitFor({ timeout: 20_000 });
  await second.page.getByRole('button', { name: 'Lista kroków' }).click();
  await second.page.getByRole('row', { name: 'Zgłoszenie z ulicy', exact: true }).waitFor();
  expect([...first.errors, ...second.errors]).toEqual([]);
  await first.context.close();
  await second.context.close();
});

test('publishing names the differences in words and on the canvas, and the cases that stay', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/case-types');
  await page.getByRole('button', { name: 'Edytuj: Sprawa mieszkańca' }).click();
  await page.getByRole('button', { name: 'Lista kroków' }).click();
  await page.getByRole('row', { name: 'Zapisz kontakt w CRM', exact: true }).click();
  await page.getByRole('textbox', { name: 'Nazwa' }).fill('Kontakt do CRM');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: /Dodaj za „Kontakt do CRM”/ }).click();
  await page.getByRole('menuitem', { name: 'Termin' }).click();
  await page.getByRole('row', { name: 'Termin', exact: true, selected: true }).waitFor();
  await page.getByRole('button', { name: 'Diagram', exact: true }).click();
  await page.getByRole('button', { name: 'Opublikuj…' }).click();
  await page.getByText(/Krok „Kontakt do CRM”: nazwa: „Zapisz kontakt w CRM” → „Kontakt do CRM”/).waitFor();
  await page.getByText('Nowy krok „Termin”').waitFor();
  await page.getByText(/\d+ spraw(a|y)? zosta(je|ją) na wersji 1/).waitFor();
  expect(await page.locator('.djs-element.diff-changed, .djs-element.diff-added').count()).toBeGreaterThanOrEqual(2);
  await page.getByRole('textbox', { name: /Co i dlaczego zmieniasz/ }).fill('Dodatkowy termin.');
  await page.getByRole('button', { name: 'Opublikuj teraz' }).click();
  await page.getByText('„Sprawa mieszkańca”: opublikowano wersję 2.').waitFor();
  const [model] = await house.sql<{ change_note: string; deployed_by: string }>(
    `SELECT change_note, deployed_by FROM model WHERE process_id = 'resident-matter' AND version = 2`,
  );
  expect(model).toEqual({ change_note: 'Dodatkowy termin.', deployed_by: 'owner' });
  expect(errors).toEqual([]);
  await context.close();
});

test('after a reload undo goes back to what was saved before, and redo forth; a step that was added stands on the line', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'owner', '/case-types');
  const id = await begin(page, { from: 'template', template: 'information', name: 'Od wczoraj' });
  await page.goto(`/case-types/${id}`);
  // A template of ours has nothing that one would be advised against.
  await page.getByText('Brak uwag').waitFor({ timeout: 30_000 });
  expect(await page.getByRole('button', { name: 'Cofnij' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Lista kroków' }).click();
  const press = async (button: string, keys: string): Promise<void> => {
    await page.getByRole('button', { name: button }).and(page.locator(':enabled')).waitFor();
    await page.keyboard.press(keys);
  };
  const row = (name: string) => page.getByRole('row', { name, exact: true });
  await row('Zapisz kontakt w CRM').click();
  await page.getByRole('button', { name: /Dodaj za/ }).click();
  await page.getByRole('menuitem', { name: 'Powiadom' }).click();
  await row('Powiadom').waitFor();
  await page.keyboard.press('Control+s');
  await saved(page);
  const middleY = async (name: string): Promise<number> => {
    const box = await page.locator('.djs-shape .djs-visual', { hasText: name }).first().boundingBox();
    return Math.round((box?.y ?? 0) + (box?.height ?? 0) / 2);
  };
  await page.getByRole('button', { name: 'Diagram', exact: true }).click();
  expect(Math.abs((await middleY('Powiadom')) - (await middleY('Zapisz kontakt')))).toBeLessThanOrEqual(1);
  await page.getByRole('button', { name: 'Lista kroków' }).click();
  await row('Pytanie przyjęte').click();
  await page.getByRole('textbox', { name: 'Nazwa' }).fill('Pytanie z wczoraj');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+s');
  await saved(page);

  await page.reload();
  await page.getByRole('button', { name: 'Lista kroków' }).click();
  await row('Pytanie z wczoraj').waitFor();
  await press('Cofnij', 'Control+z');
  await row('Pytanie przyjęte').waitFor();
  await page.getByText(/^Cofnięto do zapisu: /).waitFor();
  await row('Powiadom').waitFor();
  await press('Cofnij', 'Control+z');
  await row('Powiadom').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Cofnij' }).and(page.locator(':disabled')).waitFor();
  expect(await draftXml(id)).not.toContain('Powiadom');
  await press('Ponów', 'Control+y');
  await row('Powiadom').waitFor();
  // What is done now leaves behind what was ahead.
  await row('Pytanie przyjęte').click();
  await page.getByRole('textbox', { name: 'Nazwa' }).fill('Pytanie z dziś ');
  // In the middle of the field, whatever blank the next word is to follow.
  await page.keyboard.press('Control+s');
  await becomes(async () => (await draftXml(id)).includes('Pytanie z dziś'));
  expect(await page.getByRole('textbox', { name: 'Nazwa' }).inputValue()).toBe('Pytanie z dziś ');
  await page.reload();
  await page.getByRole('button', { name: 'Lista kroków' }).click();
  await row('Pytanie z dziś').waitFor();
  expect(await page.getByRole('button', { name: 'Ponów' }).isDisabled()).toBe(true);
  expect(errors).toEqual([]);
  await context.close();
});

test('a step without its work cannot be published, and says so in words', async () => {
  const { page, context } = await visitAs(browser, house.url, 'owner', '/case-types');
  const [model] = await house.sql<{ xml: string }>(`SELECT xml FROM model WHERE process_id = 'close-matter' AND version = 1`);
  const broken = (model?.xml ?? '').replace(/<zeebe:taskDefinition type="notify\.mail" ?\/>/, '');
  expect(broken).not.toBe(model?.xml);
  const id = await begin(page, { from: 'file', fileName: 'broken.bpmn', name: 'Zepsuty', xml: broken });
  await page.goto(`/case-types/${id}`);
  await page.getByText('Nie wiadomo, co ten krok ma zrobić. Wybierz czynność.').waitFor();
  await page.getByRole('button', { name: 'Opublikuj…' }).click();
  await page.getByRole('dialog').getByText('Nie wiadomo, co ten krok ma zrobić.').waitFor();
  expect(await page.getByRole('button', { name: 'Opublikuj teraz' }).isDisabled()).toBe(true);
  await context.close();
});

test('the server goes away, or the session ends: the work stays on the screen and is saved when both are back', async () => {
  const { page, context } = await visitAs(browser, house.url, 'owner', '/case-types');
  const id = await begin(page, { from: 'template', template: 'information', name: 'Bez sieci' });
  await page.goto(`/case-types/${id}`);
  await page.getByRole('button', { name: 'Lista kroków' }).click();
  await page.getByRole('row').nth(1).click();
  await page.getByText(/^Zapisano/).waitFor();
  house.setDown(true);
  await page.getByRole('textbox', { name: 'Nazwa' }).fill('Pytanie w burzy');
  await page.keyboard.press('Tab');
  await page.getByText('Nie zapisano, próbuję dalej').waitFor();
  house.setDown(false);
  await saved(page);
  expect(await draftXml(id)).toContain('Pytanie w burzy');
  // So it is when the session ends meanwhile: whoever signs in again goes on where they were.
  await house.sql(`DELETE FROM session WHERE login = 'owner'`);
  await page.getByRole('textbox', { name: 'Nazwa' }).fill('Pytanie po przerwie');
  await page.keyboard.press('Tab');
  const ended = page.getByRole('alertdialog', { name: 'Sesja wygasła' });
  await ended.getByLabel('Hasło', { exact: true }).fill('demo');
  await page.keyboard.press('Enter');
  await ended.waitFor({ state: 'detached' });
  await saved(page);
  await becomes(async () => (await draftXml(id)).includes('Pytanie po przerwie'));
  expect(await page.getByRole('textbox', { name: 'Nazwa' }).inputValue()).toBe('Pytanie po przerwie');
  await page.getByRole('button', { name: 'Wypróbuj' }).click();
  await page.getByRole('button', { name: 'Następny krok' }).waitFor();
  await context.close();
});

test('case types fit a phone and 320 px, dark and forced colours; the modeler too', async () => {
  const options = [
    { viewport: PHONE },
    { viewport: { width: 320, height: 640 } },
    { colorScheme: 'dark' as const },
    { forcedColors: 'active' as const },
  ];
  for (const [index, one] of options.entries()) {
    const { page, context } = await visitAs(browser, house.url, 'owner', '/case-types', one);
    await page.getByRole('heading', { level: 3 }).first().waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    const id = await begin(page, { from: 'template', template: 'information', name: `Mieści się ${index}` });
    await page.goto(`/case-types/${id}`);
    // A phone opens with the list, and shows the drawing without a palette over it.
    if (!('viewport' in one)) await page.getByRole('button', { name: 'Lista kroków' }).click();
    await page.getByRole('row').first().waitFor();
    expect(await page.locator('.djs-palette').isVisible()).toBe(false);
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    await context.close();
  }
});

const SET = fileURLToPath(new URL('../../../../shared/conformance/miwg/', import.meta.url));
const files = existsSync(SET) ? readdirSync(SET).filter((name) => name.endsWith('.bpmn')) : [];
const whereTheSetIs = files.length > 0 ? test : test.skip;

whereTheSetIs(
  `the reference models open in the modeler, which shows before it saves what a save would lose${files.length > 0 ? '' : ' (skipped: ../shared is missing)'}`,
  async () => {
    const { page, context } = await visitAs(browser, house.url, 'owner', '/case-types');
    const shown: Record<string, readonly string[]> = {};
    for (const file of files) {
      const xml = decodeXml(readFileSync(SET + file));
      const id = await begin(page, { from: 'file', fileName: `miwg-${file}`, name: `Wzorzec ${file}`, xml });
      await page.goto(`/case-types/${id}`);
      await page.locator('.djs-container .djs-element').first().waitFor();
      await page
        .getByText(/\d+ uwag|Brak uwag/)
        .first()
        .waitFor();
      const losses = await page.getByRole('list', { name: 'Zapis zgubiłby część tego pliku:' }).getByRole('listitem').allTextContents();
      if (losses.length > 0) shown[file] = losses;
    }
    expect(shown).toEqual(PARSER_LOSSES);
    await context.close();
  },
  240_000,
);
