/** Finding and opening a resident in a real browser: masked until there is a reason, and from there to a new contact. */
import type { Browser } from 'playwright-core';
import { axe, focused, sidewaysPx, soon, tabTo } from '../../../test/browser/support/access.js';
import { PHONE, visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

interface Known {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
}

/** With an open case that front office has registered and nobody of line 1 holds. */
async function somebody(): Promise<Known> {
  const [found] = await house.sql<Known>(
    `SELECT r.id, r.name, r.phone FROM resident r
      WHERE r.phone IS NOT NULL
        AND EXISTS (SELECT FROM case_file c WHERE c.resident_id = r.id AND c.status = 'open' AND c.registered_by = 'frontoffice')
        AND NOT EXISTS (SELECT FROM case_file c WHERE c.resident_id = r.id AND c.status = 'open' AND c.assignee LIKE 'line1%')
      ORDER BY r.name LIMIT 1`,
  );
  if (found === undefined) throw new Error('Expected a resident with a case, but there is none');
  return found;
}

test('by keyboard: found by part of the phone number, masked, shown for a purpose, and a new contact begun', async () => {
  const { id, name, phone } = await somebody();
  const { page, context, errors } = await visitAs(browser, house.url, 'line1', '/residents');
  await page.getByRole('searchbox', { name: 'Znajdź mieszkańca' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^input/);
  await page.keyboard.type(phone.replaceAll(/\D/g, '').slice(-6));
  await page.getByRole('link', { name: new RegExp(name) }).waitFor();
  expect(await page.getByText(phone, { exact: true }).count()).toBe(0);
  expect(await axe(page)).toEqual([]);
  await tabTo(page, new RegExp(`^a .*${name}`));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
  expect(await focused(page)).toMatch(/^h1/);
  await page.getByText('Dane są zasłonięte').waitFor();
  await page.getByText('Treść zasłonięta').first().waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /Pokaż dane/);
  await page.keyboard.press('Enter');
  await page.getByText(phone, { exact: true }).waitFor();
  // The button that was pressed went with the question.
  await soon(async () => (await focused(page)) === 'h2 Tożsamość');
  expect(await page.getByText('Treść zasłonięta').count()).toBe(0);
  expect(await axe(page)).toEqual([]);
  const looks = await house.sql<{ purpose: string | null }>(
    `SELECT purpose FROM access_log WHERE act = 'resident.opened' AND login = 'line1' AND subject_id = $1 ORDER BY id`,
    [id],
  );
  expect(looks).toEqual([{ purpose: null }, { purpose: 'contact' }]);
  await page.getByRole('button', { name: 'Nowy kontakt' }).last().press('Enter');
  await page.getByText('Mieszkaniec z rejestru').waitFor();
  await page.getByRole('link', { name }).waitFor();
  expect(await focused(page)).toMatch(/^textarea/);
  await house.sql('DELETE FROM desk_draft WHERE case_number IS NULL');
  expect(errors).toEqual([]);
  await context.close();
});

test('whoever has registered an open case of theirs sees the data at once', async () => {
  const { id, phone } = await somebody();
  const { page, context } = await visitAs(browser, house.url, 'frontoffice', `/residents/${id}`);
  await page.getByText(phone, { exact: true }).waitFor();
  expect(await page.getByText('Dane są zasłonięte').count()).toBe(0);
  await context.close();
});

test('by keyboard: consent is noted and taken back, a likely duplicate is merged and split again, a note stays', async () => {
  const [twin] = await house.sql<{ id: string; name: string; phone: string }>(
    `INSERT INTO resident (id, kind, name, phone, reply_channel, created_at)
     SELECT gen_random_uuid(), r.kind, upper(r.name), regexp_replace(r.phone, '\\D', '', 'g'), 'none', now() FROM resident r
      WHERE r.id = $1 RETURNING id, name, phone`,
    [(await somebody()).id],
  );
  const { id, name } = await somebody();
  const { page, context, errors } = await visitAs(browser, house.url, 'frontoffice', `/residents/${id}`);
  const consents = page.getByRole('region', { name: 'Zgody' });
  await consents.getByRole('button', { name: 'Zapisz zgodę: Wiadomości SMS' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Zapisz zgodę: Wiadomości SMS' });
  await dialog.getByRole('button', { name: 'Zapisz', exact: true }).press('Enter');
  await dialog.getByText('Wybierz, jak mieszkaniec to powiedział.').waitFor();
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('radio', { name: 'telefon' }).press(' ');
  await dialog.getByRole('button', { name: 'Zapisz', exact: true }).press('Enter');
  await consents.getByText('jest zgoda').waitFor();
  await consents.getByRole('button', { name: 'Wycofaj zgodę: Wiadomości SMS' }).press('Enter');
  await page.getByRole('radio', { name: 'e-mail' }).press(' ');
  await page.getByRole('dialog').getByRole('button', { name: 'Zapisz', exact: true }).press('Enter');
  await consents.getByText('wycofana', { exact: true }).waitFor();

  const alike = page.getByRole('region', { name: 'Może to ta sama osoba' });
  await alike.getByText('To samo: telefon.').waitFor();
  expect(await axe(page)).toEqual([]);
  await alike.getByRole('button', { name: 'Połącz wpisy' }).press('Enter');
  const merging = page.getByRole('dialog', { name: 'Połącz dwa wpisy w jeden' });
  await merging.getByText(twin?.name ?? 'none', { exact: true }).waitFor();
  expect(await axe(page)).toEqual([]);
  await merging.getByRole('button', { name: 'Połącz wpisy' }).press('Enter');
  const merged = page.getByRole('region', { name: 'Połączone wpisy' });
  await merged.getByText('Przeszły sprawy: żadne').waitFor();
  await page.goto(`/residents/${twin?.id}`);
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  await page.goto(`/residents/${id}`);
  await merged.getByRole('button', { name: 'Rozdziel wpisy' }).press('Enter');
  await merged.waitFor({ state: 'detached' });
  await alike.getByRole('button', { name: 'To inna osoba' }).press('Enter');
  await alike.waitFor({ state: 'detached' });

  const notes = page.getByRole('region', { name: 'Notatki' });
  await notes.getByRole('textbox', { name: 'Nowa notatka' }).fill('Woli rozmawiać rano.');
  await notes.getByRole('button', { name: 'Dodaj notatkę' }).press('Enter');
  await notes.getByText('Woli rozmawiać rano.').waitFor();
  await page.getByRole('list', { name: 'W innych systemach' }).getByText(/CRM/).first().waitFor();
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('nobody found, nobody there, no answer: each says what to do', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line1', '/residents?q=Brzęczyszczykiewicz');
  await page.getByText('Nikt nie pasuje do „Brzęczyszczykiewicz”.').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.goto('/residents/a0000000-0000-4000-8000-000000000009');
  await page.getByText('Nie ma takiego mieszkańca').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.goto('/residents?q=ul');
  await page.getByRole('list', { name: 'Znalezieni mieszkańcy' }).waitFor();
  house.setDown(true);
  await page.getByRole('searchbox').fill('nowak');
  await page.getByText('Brak połączenia z serwerem').waitFor();
  house.setDown(false);
  await page.getByText(/Znaleziono|Nikt nie pasuje/).waitFor();
  await context.close();
});

test('fits a phone, 320 px, dark and forced colours', async () => {
  const { id, name } = await somebody();
  for (const options of [
    { viewport: PHONE },
    { viewport: { width: 320, height: 640 } },
    { colorScheme: 'dark' as const },
    { forcedColors: 'active' as const },
  ]) {
    const { page, context } = await visitAs(browser, house.url, 'line2', `/residents/${id}`, options);
    await page.getByRole('heading', { level: 1, name }).waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.goto('/residents?q=ul');
    await page.getByRole('list', { name: 'Znalezieni mieszkańcy' }).waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axe(page)).toEqual([]);
    await context.close();
  }
});
