/** Asking for what is missing and waiting for it, by keyboard alone; the case's dates with what paused and extended them. */
import type { Browser } from 'playwright-core';
import { axe, sidewaysPx, tabTo, typeDate } from '../../../test/browser/support/access.js';
import { PHONE, visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

async function myCase(): Promise<string> {
  const [found] = await house.sql<{ number: string }>(
    `SELECT c.number FROM task t JOIN case_file c ON c.id = t.case_id
      WHERE t.state = 'open' AND t.tier = 'line-1' AND t.assignee = 'line1' AND 'ask-resident' = ANY (t.actions) AND c.resident_id IS NOT NULL ORDER BY c.number`,
  );
  if (found === undefined) throw new Error('Expected a case that line1 has, but there is none');
  return found.number;
}

test('asked by keyboard, the case waits where everybody sees it; a contact brings it back to the same person', async () => {
  const number = await myCase();
  const { page, context, errors } = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  await page.getByRole('radio', { name: 'Załatw' }).waitFor();
  expect(await page.getByRole('radio', { name: 'Poproś mieszkańca o uzupełnienie' }).count()).toBe(0);
  await tabTo(page, /Poproś o uzupełnienie/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Poproś o uzupełnienie' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alert').getByText('Napisz, czego brakuje.').waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^textarea/);
  await page.keyboard.type('zdjęcie i dokładny adres');
  // The proposal follows.
  await page.getByRole('textbox', { name: 'Treść prośby' }).and(page.getByText('zdjęcie i dokładny adres')).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Sprawa czeka na mieszkańca. Terminy stoją.', { exact: false }).waitFor();
  await page
    .getByText(/wstrzymany od/)
    .first()
    .waitFor();
  await page.getByText('zdjęcie i dokładny adres').first().waitFor();
  expect(await axe(page)).toEqual([]);

  await page.goto(`${house.url}/queue?view=waiting`);
  await page
    .getByRole('row', { name: new RegExp(number) })
    .getByText(/wstrzymany od/)
    .waitFor();
  await page.goto(`${house.url}/cases/${number}`);
  await page.getByRole('button', { name: 'Odpowiedź jest: wznów sprawę' }).waitFor();
  await page.waitForTimeout(1_000);

  const colleague = await visitAs(browser, house.url, 'frontoffice');
  await colleague.context.request.post(`/api/v1/cases/${number}/contacts`, {
    data: { channel: 'counter', direction: 'in', note: 'Przyniosła zdjęcie.' },
    headers: { Origin: house.url },
  });
  await page.getByText('Przyszła odpowiedź, na którą czekaliśmy.', { exact: false }).waitFor();
  await page.getByRole('radio', { name: 'Załatw' }).waitFor();
  await page.getByText('czekanie na mieszkańca', { exact: false }).first().waitFor();
  await page.getByText('Jak policzono').click();
  await page.getByText(/^Przerwa od/).waitFor();
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await colleague.context.close();
  await context.close();
});

test('the statutory date is extended with the notice in view, and fits a phone', async () => {
  const desk = await visitAs(browser, house.url, 'frontoffice');
  const registered = await desk.context.request.post('/api/v1/cases', {
    data: {
      classification: 'environment.tree-felling',
      channel: 'letter',
      note: 'Wniosek o wycięcie drzewa.',
      resident: { new: { name: 'Halina Przykładowa', email: 'halina@example.org' } },
      entryTier: 'line-2',
    },
    headers: { Origin: house.url },
  });
  const { number }: { number: string } = await registered.json();
  await desk.context.close();
  const { page, context } = await visitAs(browser, house.url, 'line2', `/cases/${number}`, { viewport: PHONE });
  await page.getByRole('button', { name: 'Przedłuż termin' }).press('Enter');
  await page
    .getByRole('dialog', { name: 'Przedłuż termin' })
    .getByText(/ponaglenie/)
    .waitFor();
  expect(await sidewaysPx(page)).toBe(0);
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Bez przedłużenia').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await context.close();
});

test('a pause that nobody noted is entered afterwards by keyboard: what is missing is said first, the dates move, history says why', async () => {
  const number = await myCase();
  await house.sql(`UPDATE case_file SET registered_at = registered_at - interval '3 days' WHERE number = $1`, [number]);
  const { page, context, errors } = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  await page.getByRole('radio', { name: 'Załatw' }).waitFor();
  await tabTo(page, /^button Wpisz przerwę/, 80);
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Wpisz przerwę, która już była' });
  await panel.waitFor();
  await page.keyboard.press('Control+Enter');
  await panel
    .getByRole('alert')
    .getByText(/Podaj początek przerwy/)
    .waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /Podaj początek przerwy/);
  await page.keyboard.press('Enter');
  await typeDate(panel, /Początek przerwy/, localMinute(-48));
  await typeDate(panel, /Koniec przerwy/, localMinute(-24));
  await tabTo(page, /^textarea/);
  await page.keyboard.type('Pismo do zarządcy wyszło pocztą.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Przerwa wpisana, terminy przeliczone.').waitFor();
  await panel.waitFor({ state: 'detached' });
  await page.getByText(/czekanie na mieszkańca, wpisana później: Pismo do zarządcy wyszło pocztą\./).waitFor();
  await page.getByRole('list', { name: 'Przebieg' }).getByText('Wpisano przerwę w terminach').waitFor();
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

/** As a person types it: so many hours from now, an hour or two more where the browser sits in another time zone. */
function localMinute(hours: number): string {
  const at = new Date(Date.now() + hours * 3_600_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
