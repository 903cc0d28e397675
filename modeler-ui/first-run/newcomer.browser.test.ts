/** Walks docs/newcomer.md in a real browser, and checks that it says what there is to see. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { axe, settled, soon, typeDate } from '../../test/browser/support/access.js';
import { visit } from '../../test/browser/support/browser.js';
import type { House } from '../../test/browser/support/house.js';
import { inHouse } from '../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

/** Of the machine, however busy it is: half of the five minutes, so that a person has the other half to read. */
const MOST_MACHINE_S = 150;

const steps = (page: Page) => page.getByRole('region', { name: 'Pierwsze kroki' });
const step = (page: Page, name: string) => steps(page).getByRole('listitem').filter({ hasText: name });
const ticked = async (page: Page, name: string): Promise<void> => {
  await page.goto('/');
  await step(page, name).getByText('gotowe').waitFor();
};
const go = (page: Page, name: string, as: RegExp = /Przejdź/) => step(page, name).getByRole('button', { name: as }).click();

test('a newcomer gets from a call to the auditor’s view as docs/newcomer.md says', async () => {
  const guide = (await readFile(new URL('../../docs/newcomer.md', import.meta.url), 'utf8')).replaceAll(/\s+/g, ' ');
  /** What is done here stands there too. */
  const says = (sentence: string) => expect(guide).toContain(sentence);
  const { page, context, errors } = await visit(browser, house.url);
  const begun = performance.now();

  says('Click **Wejdź jako LW-1**.');
  await page.goto('/');
  await page.getByRole('button', { name: /Wejdź jako LW-1/ }).click();
  says('*Kto*, *Co*, *Odpowiedź*');
  for (const name of ['Kto', 'Co', 'Odpowiedź']) await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
  says('Click **Zasymuluj telefon**.');
  await page.getByRole('button', { name: 'Zasymuluj telefon' }).click();
  await page.getByRole('dialog', { name: 'Dzwoni telefon' }).getByText('Genowefa Zmyślona').waitFor();
  says('Click **Odbierz**.');
  await page.getByRole('button', { name: 'Odbierz', exact: true }).click();
  await page.getByText('jest głęboka dziura w jezdni').waitFor();
  says('choose **Dziura w jezdni**');
  await page.getByRole('textbox', { name: 'Co mówi rozmówca' }).fill('Dziura w jezdni przed szkołą, Piotrkowska 120.');
  await page.getByRole('combobox', { name: 'Klasyfikacja' }).click();
  await page.getByRole('combobox', { name: 'Klasyfikacja' }).pressSequentially('dziura');
  await page.getByRole('option', { name: 'Dziura w jezdni' }).click();
  says('Press `Ctrl+Shift+Enter`.');
  await page.keyboard.press('Control+Shift+Enter');
  const saved = page.getByRole('status', { name: 'Zapisano' });
  await saved.waitFor();
  // With the conversation goes what the caller said.
  await page.getByRole('button', { name: 'Zasymuluj telefon' }).waitFor();
  const number = /LCK-\d+-\d+/.exec((await saved.textContent()) ?? '')?.[0] ?? '';
  await soon(async () => (await tierOf(number)) === 'line-2');
  await ticked(page, 'Zarejestruj sprawę');

  says('press **Przejdź jako Grzegorz Dociekliwy** at *Przekaż ją do wydziału*');
  await go(page, 'Przekaż ją do wydziału', /Przejdź jako Grzegorz Dociekliwy/);
  await page.waitForURL(`**/cases/${number}`);
  await page.getByRole('radio', { name: 'Przekaż do wydziału' }).press(' ');
  await page.getByRole('textbox', { name: 'Uzasadnienie' }).fill('Naprawa jezdni.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Przekazano.').waitFor();
  await soon(async () => (await tierOf(number)) === 'department');
  await ticked(page, 'Przekaż ją do wydziału');

  says('Press **Przejdź jako Zofia Drogowska** at *Zamknij teczkę w EOD*.');
  await go(page, 'Zamknij teczkę w EOD', /Przejdź jako Zofia Drogowska/);
  await page.waitForURL(`**/cases/${number}`);
  await page.getByRole('radio', { name: 'Przyjmij', exact: true }).press(' ');
  await typeDate(page, /Planowana data/, '2030-03-20T12:00');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('list', { name: 'Przekazane dalej' }).getByText(/EOD ✓/).waitFor();
  await page.goto('/');
  says('Press **Przejdź** at the same step again.');
  await soon(async () => {
    await page.reload();
    await go(page, 'Zamknij teczkę w EOD');
    await page.waitForTimeout(300);
    return page.url().includes('/registers/dms');
  });
  await page.getByRole('heading', { level: 2, name: /Teczka/ }).waitFor();
  says('press **Zamknij teczkę**');
  await page.getByRole('button', { name: /Wynik|wynik/ }).click();
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'Zamknij teczkę', exact: true }).click();
  await page.getByText(`Sprawa ${number} dowie się o tym sama.`).waitFor();
  await ticked(page, 'Zamknij teczkę w EOD');

  says('Press **Przejdź jako Stefan Kontrolny** at *Obejrzyj historię*.');
  await go(page, 'Obejrzyj historię', /Przejdź jako Stefan Kontrolny/);
  await page.waitForURL(`**/cases/${number}/history`);
  await page.getByRole('option').nth(4).waitFor();
  await ticked(page, 'Obejrzyj historię');
  await page.getByText('Wszystkie cztery kroki za Tobą.').waitFor();
  const seconds = (performance.now() - begun) / 1_000;
  process.stdout.write(`the newcomer’s walk: ${seconds.toFixed(1)} s of the machine\n`);
  expect(seconds).toBeLessThan(MOST_MACHINE_S);
  await settled(page);
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
}, 200_000);

async function tierOf(number: string): Promise<string | undefined> {
  return (await house.sql<{ tier: string }>('SELECT tier FROM case_file WHERE number = $1', [number]))[0]?.tier;
}
