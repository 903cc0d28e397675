/** What a department's own system reports: in the inbox when it names no case of ours, on the case, in the search. */
import type { Browser } from 'playwright-core';
import { post } from '../../../test/api/support/hooks.js';
import { axe, sidewaysPx, tabTo } from '../../../test/browser/support/access.js';
import { visitAs } from '../../../test/browser/support/browser.js';
import { type House, PARKING_SECRET } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';
import { caseAt } from '../../../test/browser/support/in-office.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

async function report(externalId: string, caseNumber?: string): Promise<void> {
  const data = {
    externalId,
    number: `PARK/${externalId}`,
    title: 'Abonament parkingowy, ul. Źródłowa',
    status: 'przyjęty',
    isClosed: false,
    ...(caseNumber === undefined ? {} : { caseNumber }),
  };
  const told = await post(house.url, 'parking', { type: 'pl.okienko.case.status.changed', data }, { secret: PARKING_SECRET });
  expect(told.status).toBe(200);
}

test('by keyboard: nothing to match, then a report with a wrong number is given to its case, and another is none of ours', async () => {
  const number = await caseAt(house, `t.tier = 'line-2'`);
  await house.sql(`UPDATE case_file SET place = 'ul. Źródłowa 3' WHERE number = $1`, [number]);
  const { page, context, errors } = await visitAs(browser, house.url, 'line2', '/inbox');
  await page.getByText('Wszystko jest przypisane.').waitFor();
  expect(await axe(page)).toEqual([]);
  await report('1', 'LCK-1999-000001');
  await report('2', 'LCK-1999-000002');
  await page.reload();
  await page.getByRole('button', { name: 'Rozstrzygnij: parking PARK/1', exact: true }).waitFor();
  expect(await axe(page)).toEqual([]);

  await page.getByRole('button', { name: 'Rozstrzygnij: parking PARK/1', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.getByText(/wspólne słowa: zrodlowa/).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByLabel('Numer sprawy, do której należy').fill('LCK-1999-000001');
  await page.keyboard.press('Enter');
  await page.getByText('Nie ma takiej sprawy. Sprawdź numer.').first().waitFor();
  await page.getByRole('button', { name: `Wybierz sprawę ${number}` }).press('Enter');
  await page.getByRole('button', { name: 'Przypisz do sprawy' }).press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Rozstrzygnij: parking PARK/2', exact: true }).press('Enter');
  await tabTo(page, /To nie nasze/);
  await page.keyboard.press('Enter');
  await page.getByText('Napisz w kilku słowach, dlaczego to nie nasze.').first().waitFor();
  await page.getByLabel('Albo: dlaczego to nie nasze').fill('Sprawa innego miasta.');
  await tabTo(page, /To nie nasze/);
  await page.keyboard.press('Enter');
  await page.getByText('Wszystko jest przypisane.').waitFor();

  await page.goto(`${house.url}/inbox?state=settled`);
  await page.getByText('Sprawa innego miasta.').waitFor();
  await page.getByRole('link', { name: number }).click();
  await page.getByRole('list', { name: 'Sprawy w innych systemach' }).getByText('parking PARK/1').waitFor();
  expect(await axe(page)).toEqual([]);
  // A refused number is an answer, not a fault.
  expect(errors.filter((error) => !error.includes('404'))).toEqual([]);
  await context.close();
});

test('the search finds it by a word of its title, and leads to the list when it belongs to no case', async () => {
  await report('3');
  const { page, context } = await visitAs(browser, house.url, 'line1', '/queue');
  await page.getByRole('row').nth(1).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByLabel('Numer sprawy, mieszkaniec, hasło wiedzy, strona').fill('park/3');
  await page.getByRole('menuitem', { name: /parking PARK\/3/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Sprawy w innych systemach' }).waitFor();
  await page.getByRole('list', { name: 'Sprawy w innych systemach' }).getByText('parking PARK/3').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByLabel('Numer albo słowo z tytułu').fill('nic takiego');
  await page.getByText('Nic nie pasuje.').waitFor();
  await page.getByRole('button', { name: 'Pokaż wszystkie' }).click();
  await page.getByText('parking PARK/3').waitFor();
  await context.close();
});

test.each([
  ['320 px', { viewport: { width: 320, height: 800 } }],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
] as const)('%s passes', async (_, options) => {
  // What an entry said is gone from the inbox once it is settled.
  const pages = [
    ['/inbox?state=settled', 'parking 1'],
    ['/external-cases', 'parking PARK/1'],
  ] as const;
  for (const [path, shown] of pages) {
    const { page, context } = await visitAs(browser, house.url, 'line2', path, options);
    await page.getByText(shown).waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    await context.close();
  }
});
