/** The vendors' editors, walked in Polish: whatever they ask a word for has one, and nothing English stands where we have Polish. */
import type { Browser, Locator, Page } from 'playwright-core';
import { axe } from '../../../../test/browser/support/access.js';
import { visitAs } from '../../../../test/browser/support/browser.js';
import type { House } from '../../../../test/browser/support/house.js';
import { inHouse } from '../../../../test/browser/support/in-house.js';
import { DIAGRAM_WORDS } from './diagram-words.js';
import { FORM_WORDS } from './form-words.js';
import { PANEL_WORDS } from './panel-words.js';
import { TABLE_WORDS } from './table-words.js';
import { EVERY_ELEMENT, everyElement } from './testing/every-element.js';
import type { Words } from './vendor-translate.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

/** Sentences that the editors asked Polish for and didn't get. */
async function begin(body: object): Promise<{ readonly page: Page; readonly lacking: Set<string>; readonly errors: readonly string[] }> {
  const { page, errors } = await visitAs(browser, house.url, 'owner', '/case-types');
  const lacking = new Set<string>();
  page.on('console', (message) => {
    const [, text] = /^no Polish: (.*)$/s.exec(message.text()) ?? [];
    if (text !== undefined) lacking.add(text);
  });
  const answer = await page.request.post('/api/v1/drafts', { data: body, headers: { Origin: house.url } });
  expect([answer.status(), answer.ok() ? '' : await answer.text()]).toEqual([201, '']);
  const { id } = (await answer.json()) as { id: string };
  await page.goto(`/case-types/${id}`);
  return { page, lacking, errors };
}

/** What is written and said in there and is English though `words` has Polish. */
async function english(place: Locator, words: Words): Promise<readonly string[]> {
  const keys = Object.entries(words).flatMap(([key, polish]) => (key === polish ? [] : [key]));
  const found = await place.evaluateAll((roots, known) => {
    const said = roots.flatMap((root) => {
      const texts: string[] = [];
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) texts.push(walker.currentNode.nodeValue ?? '');
      for (const one of root.querySelectorAll('[title], [placeholder], [aria-label], [data-placeholder]'))
        for (const name of ['title', 'placeholder', 'aria-label', 'data-placeholder']) texts.push(one.getAttribute(name) ?? '');
      return texts;
    });
    return said.map((text) => text.trim()).filter((text) => known.includes(text));
  }, keys);
  return [...new Set(found)];
}

/** Labels and explanations of the properties' panel that no dictionary gave. */
async function unknownLabels(place: Locator): Promise<readonly string[]> {
  const polish = Object.values(FORM_WORDS);
  const labels = place.locator('.bio-properties-panel-label, .bio-properties-panel-description, .bio-properties-panel-group-header-title');
  return (await labels.allInnerTexts())
    .map((text) => text.trim())
    .filter((text) => /\p{L}/u.test(text) && !polish.includes(text) && !polish.some((one) => text.startsWith(`${one} `)));
}

test('bpmn-js: the palette, every element’s properties and the menu of what it may become', async () => {
  const { page, lacking, errors } = await begin({ from: 'file', fileName: 'every.bpmn', name: 'Wszystkie', xml: everyElement() });
  await page.getByRole('tab', { name: 'Technicznie' }).click();
  const left = new Set<string>();
  for (const id of EVERY_ELEMENT) {
    const shape = page.locator(`.djs-element[data-element-id="${id}"] > .djs-hit`).first();
    await shape.dispatchEvent('click');
    await page.locator('.bio-properties-panel-header-type').waitFor();
    for (const one of await english(page.locator('.bio-properties-panel'), { ...PANEL_WORDS, ...DIAGRAM_WORDS })) left.add(`${id}: ${one}`);
    const menu = page.locator('.djs-context-pad .entry[data-action="replace"]');
    if ((await menu.count()) === 0) continue;
    await menu.dispatchEvent('click');
    await page.locator('.djs-popup .entry').first().waitFor();
    for (const one of await english(page.locator('.djs-container'), DIAGRAM_WORDS)) left.add(`${id}: ${one}`);
    await page.keyboard.press('Escape');
  }
  expect([[...lacking], [...left]]).toEqual([[], []]);
  await page.getByRole('button', { name: 'Dodaj początek' }).waitFor();
  await page.getByRole('button', { name: 'Język' }).press('Enter');
  await page
    .getByRole('menuitemradio', { name: 'English' })
    .or(page.getByRole('menuitem', { name: 'English' }))
    .press('Enter');
  await page.getByRole('button', { name: 'Create start event' }).waitFor();
  expect(errors).toEqual([]);
  await page.context().close();
});

test('dmn-js: the table with its menus, and the drawing of what depends on what', async () => {
  const { page, lacking, errors } = await begin({ from: 'template', template: 'field-intervention', name: 'Słowa tabeli' });
  await page.getByRole('button', { name: 'Lista kroków' }).click();
  await page.getByRole('row', { name: 'Ustal skutki wyniku', exact: true }).click();
  await page.getByRole('button', { name: 'Otwórz tabelę' }).click();
  await page.getByRole('button', { name: 'Edytor graficzny' }).click();
  const editor = page.locator('[class*="dmnJs"]');
  const left = new Set<string>();
  const look = async () => {
    for (const one of await english(editor, TABLE_WORDS)) left.add(one);
  };
  await editor.locator('td.output-cell').first().waitFor();
  await look();
  for (const place of ['th.input-cell', 'th.output-cell', 'td.input-cell', 'td.output-cell', 'td.rule-index', '.hit-policy']) {
    for (const button of ['left', 'right'] as const) {
      await editor.locator(place).first().click({ button });
      await look();
      await page.keyboard.press('Escape');
    }
  }
  await editor.locator('th.input-cell').first().dblclick();
  await look();
  await page.keyboard.press('Escape');
  await editor.getByRole('button', { name: 'Pokaż zależności' }).click();
  await editor.locator('.djs-palette').waitFor();
  await editor.locator('.djs-shape').first().click();
  await look();
  expect([[...lacking], [...left]]).toEqual([[], []]);
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await page.context().close();
});

test('form-js: the palette and every field’s properties', async () => {
  const { page, errors } = await begin({ from: 'template', template: 'field-intervention', name: 'Słowa formularza' });
  await page.getByRole('button', { name: 'Lista kroków' }).click();
  await page.getByRole('row', { name: 'Załatw od ręki', exact: true }).click();
  await page.getByRole('button', { name: 'Otwórz formularz' }).click();
  await page.getByRole('button', { name: 'Edytor graficzny' }).click();
  const editor = page.locator('[class*="formJs"]');
  await editor.locator('.fjs-palette-field').first().waitFor();
  const left = new Set<string>();
  for (const field of ['checkbox', 'datetime', 'group', 'number', 'radio', 'select', 'text', 'textarea', 'textfield']) {
    const offered = editor.locator(`.fjs-palette-field[data-field-type="${field}"]`);
    await offered.focus();
    await page.keyboard.press('Enter');
    await editor.locator(`.fjs-element[data-field-type="${field}"]`).last().click();
    await editor.locator('.bio-properties-panel-header').waitFor();
    for (const one of await english(page.locator('.fjs-palette-container, .fjs-properties-container'), FORM_WORDS))
      left.add(`${field}: ${one}`);
    for (const one of await unknownLabels(editor)) left.add(`${field}: ${one}`);
  }
  expect([...left]).toEqual([]);
  await page.getByText('Krótki tekst').first().waitFor();
  expect(errors).toEqual([]);
  await page.context().close();
});
