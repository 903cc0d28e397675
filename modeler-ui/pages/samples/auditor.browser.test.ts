/** The auditor's samples and changes in a real browser: draw, check, close by keyboard; who changed what. */
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { axe, sidewaysPx, tabTo } from '../../../test/browser/support/access.js';
import { visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse(async (...opened) => {
  [house, browser] = opened;
});

test('by keyboard: draw a sample, check its cases, close it; then nothing of it can be changed', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'auditor', '/samples');
  await page.getByText('Nie ma jeszcze żadnej próby.').waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^button Wylosuj próbę/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Wylosuj', exact: true }).press('Enter');
  await page.getByText('Nazwij próbę.').first().waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Nazwa próby' }).fill('Kontrola terminów, marzec');
  await page.getByRole('textbox', { name: 'Ile spraw' }).fill('2');
  await page.getByRole('textbox', { name: /^Ziarno/ }).fill('K-17');
  await page.getByRole('textbox', { name: /Co sprawdzasz/ }).fill('Termin dotrzymany');
  await page.getByRole('button', { name: 'Wylosuj', exact: true }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Kontrola terminów, marzec' }).waitFor();
  await page.getByText('Sprawdzono 0 z 2, z uwagami 0').waitFor();
  await page.getByText('K-17', { exact: true }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('radiogroup').nth(0).getByRole('radio', { name: 'w porządku' }).press(' ');
  await page.getByText('Sprawdzono 1 z 2, z uwagami 0').waitFor();
  await page.getByRole('radiogroup').nth(1).getByRole('radio', { name: 'uwaga' }).press(' ');
  await page.getByRole('button', { name: /^Zapisz uwagę/ }).press('Enter');
  await page.getByText('Opisz uwagę; bez opisu nie zostanie zapisana.').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('textbox', { name: /Na czym polega uwaga/ }).fill('Dwa dni po terminie, bez powodu');
  await page.getByRole('button', { name: /^Zapisz uwagę/ }).press('Enter');
  await page.getByText('Sprawdzono 2 z 2, z uwagami 1').waitFor();
  await page.getByRole('button', { name: 'Zamknij próbę…' }).press('Enter');
  await page.getByRole('textbox', { name: /Wniosek/ }).fill('Jedna uwaga na dwie sprawy.');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Zamknij próbę', exact: true }).press('Enter');
  await page.getByRole('definition').getByText('Jedna uwaga na dwie sprawy.').waitFor();
  expect(await page.getByRole('radio').count()).toBe(0);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Eksportuj CSV' }).press('Enter')]);
  expect(await readFile(await download.path(), 'utf8')).toContain('Dwa dni po terminie, bez powodu');
  await page.getByRole('link', { name: 'Wszystkie próby' }).press('Enter');
  await page.getByRole('row', { name: /Kontrola terminów.*zamknięta/ }).waitFor();
  await page.goto('/access-log?kind=sample');
  await page.getByText('wylosowanie próby').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('changes say who gave which role to whom, and lead to published versions', async () => {
  const admin = await visitAs(browser, house.url, 'admin', '/people');
  const answer = await admin.context.request.patch('/api/v1/people/line1c', {
    data: { roles: ['line-1', 'auditor'] },
    headers: { Origin: house.url },
  });
  expect(answer.status()).toBe(200);
  const rest = await admin.context.request.put('/api/v1/systems/dms/pause', {
    data: { until: '2100-03-02T10:00:00Z', note: 'Aktualizacja EOD' },
    headers: { Origin: house.url },
  });
  expect(rest.status()).toBe(204);
  await admin.context.close();
  const { page, context, errors } = await visitAs(browser, house.url, 'auditor', '/changes');
  const row = page.getByRole('row').filter({ hasText: 'Iwona Odbierska' });
  await row.getByText('Anna Administracyjna').waitFor();
  await row.getByText('LW-1, Audytor').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.goto('/changes?kind=model');
  await page.getByRole('row').filter({ hasText: 'Sprawa mieszkańca, wersja 1' }).getByRole('link').press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Sprawa mieszkańca, wersja 1' }).waitFor();
  await page.goto('/changes?kind=system');
  const resting = page.getByRole('row').filter({ hasText: 'wysyłka do systemu: EOD' });
  await resting.getByText(/Przerwa w wysyłce.*tak/).waitFor();
  await resting.getByText(/Do kiedy.*2 mar 2100, 11:00/).waitFor();
  await resting.getByText(/Powód.*Aktualizacja EOD/).waitFor();
  await page.goto('/changes?kind=entry-point');
  await page.getByText('Żadna zmiana nie pasuje do zawężenia.').waitFor();
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('fits 320 px; dark passes; clerks have neither page', async () => {
  const [sample] = await house.sql<{ id: string }>('SELECT id FROM audit_sample LIMIT 1');
  for (const options of [{ viewport: { width: 320, height: 640 } }, { colorScheme: 'dark' as const }]) {
    const { page, context } = await visitAs(browser, house.url, 'auditor', '/samples', options);
    for (const path of ['/samples', `/samples/${sample?.id}`, '/changes']) {
      await page.goto(path);
      await page
        .getByText(/Kontrola terminów|Iwona Odbierska/)
        .first()
        .waitFor();
      expect([path, await sidewaysPx(page), await axe(page)]).toEqual([path, 0, []]);
    }
    await context.close();
  }
  const clerk = await visitAs(browser, house.url, 'line1', '/changes');
  await clerk.page.getByRole('heading', { level: 1 }).waitFor();
  expect(await clerk.page.getByRole('table').count()).toBe(0);
  await clerk.context.close();
});
