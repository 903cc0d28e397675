/** An administrator at work in a real browser: somebody comes, somebody leaves, a step is tried again; and everybody's own password. */
import type { Browser } from 'playwright-core';
import { axe, focused, sidewaysPx, soon, tabOnto, tabTo, typeDate } from '../../../test/browser/support/access.js';
import { PHONE, visit, visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

const PASSWORD = 'a long enough password';

test('by keyboard: a new person is added and can sign in', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'admin', '/people');
  await page.getByRole('table', { name: '' }).first().waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, /^button Dodaj osobę/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Nowa osoba' }).waitFor();
  await page.getByRole('button', { name: 'Zapisz' }).press('Enter');
  await page.getByRole('alert').getByText('Popraw 4 rzeczy').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByLabel('Login').fill('nowa');
  await page.getByLabel('Imię i nazwisko').fill('Nowa Osoba');
  await page.getByLabel('Hasło', { exact: true }).fill(PASSWORD);
  await page.getByRole('checkbox', { name: 'LW-1' }).press(' ');
  await page.getByRole('button', { name: 'Zapisz' }).press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Zmień: Nowa Osoba' }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
  const other = await visit(browser, house.url);
  await other.page.goto('/');
  await other.page.getByLabel('Login').fill('nowa');
  await other.page.getByLabel('Hasło', { exact: true }).fill(PASSWORD);
  await other.page.keyboard.press('Enter');
  // The administrator knows that password: nothing opens before there is one of their own.
  await other.page.getByRole('heading', { level: 1, name: 'Ustaw własne hasło' }).waitFor();
  expect(await focused(other.page)).toMatch(/^h1 Ustaw własne hasło/);
  expect(await axe(other.page)).toEqual([]);
  await tabOnto(other.page, other.page.getByLabel('Hasło od administratora', { exact: true }));
  await other.page.keyboard.type(PASSWORD);
  await tabOnto(other.page, other.page.getByLabel('Nowe hasło', { exact: true }));
  await other.page.keyboard.type(PASSWORD);
  await other.page.keyboard.press('Enter');
  await other.page.getByText('Nowe hasło jest takie samo jak obecne').first().waitFor();
  expect(await axe(other.page)).toEqual([]);
  await tabOnto(other.page, other.page.getByLabel('Nowe hasło', { exact: true }));
  await other.page.keyboard.press('Control+a');
  await other.page.keyboard.type('only I know this one');
  await other.page.keyboard.press('Enter');
  await other.page.getByRole('button', { name: /Nowa Osoba/ }).waitFor();
  await other.context.close();
});

test('somebody is found among many; a session that ends in a dialog loses nothing of it', async () => {
  const { page, context } = await visitAs(browser, house.url, 'admin', '/people');
  const search = page.getByRole('searchbox', { name: 'Znajdź osobę' });
  await search.waitFor();
  // What is only heard must not make the window scroll: the whole frame would move away.
  expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBe(0);
  await search.fill('nie ma takiej');
  await page.getByText('Nikt nie pasuje do „nie ma takiej”.').waitFor();
  expect(await axe(page)).toEqual([]);
  await search.fill('telef');
  await page.getByRole('button', { name: 'Zmień: Paweł Telefonik' }).waitFor();
  expect(await page.getByRole('button', { name: /^Zmień: Anna/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Zmień: Paweł Telefonik' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Zmiana osoby: Paweł Telefonik (line1b)' });
  await dialog.getByLabel('E-mail').fill('pawel@okienko.example');
  await house.sql(`DELETE FROM session WHERE login = 'admin'`);
  await dialog.getByRole('button', { name: 'Zapisz' }).press('Enter');
  await page.getByRole('alertdialog', { name: 'Sesja wygasła' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('alertdialog').getByLabel('Hasło', { exact: true }).fill('demo');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await dialog.getByText('Zalogowano ponownie. Nic nie przepadło: wyślij jeszcze raz.').waitFor();
  expect(await dialog.getByLabel('E-mail').inputValue()).toBe('pawel@okienko.example');
  await dialog.getByRole('button', { name: 'Zapisz' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  expect(await house.sql(`SELECT 1 FROM person WHERE login = 'line1b' AND email = 'pawel@okienko.example'`)).toHaveLength(1);
  await context.close();
});

test('who is deactivated leaves their tasks to the queue', async () => {
  const held = () => house.sql<{ number: string }>(`SELECT task_key FROM task WHERE state = 'open' AND assignee = 'line1b'`);
  expect((await held()).length).toBeGreaterThan(0);
  const { page, context } = await visitAs(browser, house.url, 'admin', '/people');
  await page.getByRole('button', { name: 'Zmień: Paweł Telefonik' }).press('Enter');
  await page.getByText('Jej zadania wrócą do kolejki').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Wyłącz osobę' }).press('Enter');
  await page.getByText('Wyłączono: Paweł Telefonik').waitFor();
  expect(await held()).toEqual([]);
  await page.getByRole('row').filter({ hasText: 'Paweł Telefonik' }).getByText('wyłączona').waitFor();
  await context.close();
});

test('a unit gets its hours and its substitute', async () => {
  const { page, context } = await visitAs(browser, house.url, 'admin', '/people');
  await page.getByRole('button', { name: 'Zmień: Wydział Dróg i Transportu' }).press('Enter');
  await page.getByLabel('Godziny pracy').fill('pn.–pt. 8–16');
  await page.getByRole('button', { name: /Jednostka zastępująca/ }).press('Enter');
  await page.getByRole('option', { name: 'Wydział Środowiska i Odpadów' }).press('Enter');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Zapisz' }).press('Enter');
  await page.getByRole('row').filter({ hasText: 'pn.–pt. 8–16' }).getByRole('cell', { name: 'Wydział Środowiska i Odpadów' }).waitFor();
  await context.close();
});

test('a new unit has an identifier that processes can use and nobody else has', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'admin', '/people');
  await page.getByRole('button', { name: 'Dodaj jednostkę' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Nowa jednostka' });
  const id = dialog.getByRole('textbox', { name: 'Identyfikator' });
  await dialog.getByRole('textbox', { name: 'Nazwa' }).fill('Wydział Zieleni');
  await id.fill('Zieleń Miejska');
  await id.press('Enter');
  await dialog
    .getByText(/^Wpisz małe litery bez polskich znaków/)
    .first()
    .waitFor();
  expect(await axe(page)).toEqual([]);
  await id.fill('roads');
  await id.press('Enter');
  await dialog
    .getByText(/ma już jednostka „Wydział Dróg i Transportu”/)
    .first()
    .waitFor();
  await id.fill('greenery');
  await id.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Zmień: Wydział Zieleni' }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

/** No flow of its gateway can be taken. */
const ODD = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">
  <bpmn:process id="odd" name="Sprawdzenie" isExecutable="true">
    <bpmn:startEvent id="start" />
    <bpmn:sequenceFlow id="f" sourceRef="start" targetRef="which" />
    <bpmn:exclusiveGateway id="which" name="Który?" />
    <bpmn:sequenceFlow id="g" sourceRef="which" targetRef="end"><bpmn:conditionExpression>=x = 1</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:endEvent id="end" />
  </bpmn:process>
</bpmn:definitions>`;

test('by keyboard: nothing differs in the whole office; then a status changed on both sides is settled, and a second record is to stay', async () => {
  // The office's dates were moved behind everybody's back (busy-office.ts): the first comparison tells the CRM of them.
  expect(await house.api.reconcileAll()).toMatchObject({ differences: 0 });
  await soon(async () => (await house.sql('SELECT FROM outbox WHERE delivered_at IS NULL AND withdrawn_at IS NULL')).length === 0);
  expect(await house.api.reconcileAll()).toMatchObject({ differences: 0, waiting: 0 });
  const [ticket] = await house.sql<{ id: string; number: string; run: string }>(
    `SELECT r.id, r.case_number AS number, r.case_run AS run FROM crm_record r JOIN agreement a ON a.record_id = r.id WHERE r.status = 'resolved' LIMIT 1`,
  );
  const { page, context } = await visitAs(browser, house.url, 'owner', '/drift');
  await page.getByText('Wszystko się zgadza.').waitFor();
  expect(await axe(page)).toEqual([]);
  await house.sql(`UPDATE agreement SET agreed = agreed || '{"status": "stalled"}' WHERE record_id = $1`, [ticket?.id]);
  await house.sql(`UPDATE crm_record SET status = 'rejected' WHERE id = $1`, [ticket?.id]);
  await house.sql(
    `INSERT INTO crm_record (id, case_number, case_run, title, channel, status, outcome, opened_at, changed_at)
     VALUES ('by-hand', $1, $2, 'Druga karta', 'phone', 'open', NULL, now(), now())`,
    [ticket?.number, ticket?.run],
  );
  await page.getByRole('button', { name: 'Porównaj wszystko teraz' }).press('Enter');
  await page.getByText('Porównanie ruszyło.').waitFor();
  await soon(async () => (await house.sql(`SELECT 1 FROM drift WHERE gone_at IS NULL AND state = 'left'`)).length === 2);
  await page.reload();
  await page.getByText('Zmieniono po obu stronach: wybierz, co ma zostać').waitFor();
  expect(await axe(page)).toEqual([]);

  await tabTo(page, /Przekaż nasze: LCK-.* Inny stan/);
  await page.keyboard.press('Enter');
  await page.getByText('Przekazane ponownie.').waitFor();
  await soon(async () => (await house.sql(`SELECT 1 FROM crm_record WHERE id = $1 AND status = 'resolved'`, [ticket?.id])).length === 1);
  await page.getByRole('button', { name: /^Zostaw, jak jest: LCK-.* Jest tam drugi zapis/ }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Zostaw, jak jest' }).press('Enter');
  await dialog.getByText('Napisz w kilku słowach, dlaczego tak ma zostać.').first().waitFor();
  expect(await axe(page)).toEqual([]);
  await dialog.getByLabel('Dlaczego tak ma zostać').fill('Zgłoszenie ze spotkania.');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Sprawdź teraz: LCK-.* Inny stan/ }).press('Enter');
  await page.getByText('Sprawdzono: wszystko się zgadza.').waitFor();
  await page.getByText('Wszystko się zgadza.', { exact: true }).waitFor();
  await page.goto(`${house.url}/drift?state=settled`);
  await page.getByText(/^Ma tak zostać \(.+\): Zgłoszenie ze spotkania\.$/).waitFor();
  await context.close();
});

test('a document that lies in another case’s file is moved back there, or taken over with a reason', async () => {
  // With the department's files open, as if it had accepted both.
  const [own, other] = await house.sql<{ number: string; id: string }>(
    `WITH two AS (SELECT c.id, c.number, r.case_run, r.run FROM case_file c JOIN case_run r ON r.case_id = c.id AND r.run = c.current_run
                   WHERE c.status = 'open' ORDER BY c.number LIMIT 2),
          linked AS (INSERT INTO case_link (case_id, run, system, record_id, state, at) SELECT id, run, 'dms', 'walk-' || number, 'open', now() FROM two
                     ON CONFLICT (case_id, run, system) DO UPDATE SET record_id = excluded.record_id, state = 'open'),
          told AS (INSERT INTO outbox (effect_key, system, case_number, action, payload, created_at, next_attempt_at, delivered_at)
                   SELECT 'walk-' || number, 'dms', number, 'open', jsonb_build_object('id', 'walk-' || number, 'caseRun', case_run), now(), now(), now() FROM two)
     INSERT INTO dms_file (id, file_number, case_number, case_run, title, state, opened_at)
     SELECT 'walk-' || number, 'BOK.' || number, number, case_run, 'Teczka', 'open', now() FROM two RETURNING case_number AS number, id`,
  );
  const desk = await visitAs(browser, house.url, 'line1');
  for (const name of ['wraca.txt', 'zostaje.txt']) {
    const path = `/api/v1/cases/${own?.number}/documents?name=${name}`;
    const headers = { Origin: house.url, 'Content-Type': 'text/plain' };
    expect((await desk.context.request.post(path, { data: name, headers })).status()).toBe(201);
  }
  await desk.context.close();
  await soon(async () => (await house.sql(`SELECT 1 FROM dms_document WHERE name IN ('wraca.txt', 'zostaje.txt')`)).length === 2);
  await house.sql(`UPDATE dms_document SET file_id = $1 WHERE name IN ('wraca.txt', 'zostaje.txt')`, [other?.id]);
  const asked = await visitAs(browser, house.url, 'admin', '/drift');
  const compared = await asked.context.request.post('/api/v1/reconciliations', {
    data: { caseNumber: other?.number, system: 'dms' },
    headers: { Origin: house.url },
  });
  expect(((await compared.json()) as { left: number }).left).toBeGreaterThanOrEqual(2);
  const { page } = asked;
  await page.reload();
  await page.getByText('Powiedz, do której sprawy należy').first().waitFor();
  expect(await axe(page)).toEqual([]);
  const act = (name: string, what: string) =>
    page.getByRole('row').filter({ hasText: name }).getByRole('button', { name: what }).press('Enter');
  await act('wraca.txt', 'Przenieś tam do właściwej teczki');
  await page.getByText('Przenoszenie zlecone.').waitFor();
  await soon(async () => (await house.sql(`SELECT 1 FROM dms_document WHERE name = 'wraca.txt' AND file_id = $1`, [own?.id])).length === 1);
  await act('zostaje.txt', 'Należy do tej sprawy');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Należy do tej sprawy' }).press('Enter');
  await dialog.getByText('Napisz w kilku słowach, dlaczego należy do tej sprawy.').first().waitFor();
  await dialog.getByLabel('Dlaczego należy do tej sprawy').fill('Dotyczy drugiej sprawy.');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const [moved] = await house.sql<{ number: string }>(
    `SELECT c.number FROM document d JOIN case_file c ON c.id = d.case_id WHERE d.name = 'zostaje.txt'`,
  );
  expect(moved?.number).toBe(other?.number);
  await asked.context.close();
});

test('a failed step is tried again, and what waits for a system is seen', async () => {
  await house.sql(
    `INSERT INTO search_incident (key, instance_key, element_key, element_id, job_key, error_type, message, raised_at)
     SELECT 4711, process_instance_key, 1, 'crm-contact', 4712, 'JOB_NO_RETRIES', 'CRM nie odpowiada', now() FROM case_run ORDER BY case_run LIMIT 1`,
  );
  await house.engine.deploy([{ name: 'odd.bpmn', content: Buffer.from(ODD) }]);
  await house.engine.execute({ type: 'createInstance', bpmnProcessId: 'odd', version: -1, variables: new Map(), startElementIds: [] });
  await soon(async () => (await house.sql('SELECT 1 FROM search_incident WHERE key <> 4711')).length === 1);
  await house.sql(
    `INSERT INTO outbox (effect_key, system, case_number, action, payload, created_at, attempts, next_attempt_at, last_error)
     VALUES ('test', 'dms', 'LCK-2026-000001', 'file.open', '{}', now(), 2, now() + interval '1 day', 'Connection refused')`,
  );
  await house.sql(
    `INSERT INTO mailbox_trouble (name, down_since, last_error) VALUES ('bok@poczta.miasto.example:993/INBOX', now(), 'connect ECONNREFUSED')`,
  );
  const { page, context } = await visitAs(browser, house.url, 'admin', '/systems');
  await page.getByRole('heading', { name: 'Skrzynka bok@poczta.miasto.example:993/INBOX' }).waitFor();
  await page.getByText('connect ECONNREFUSED').waitFor();
  await page.getByText('CRM nie odpowiada').waitFor();
  await page.getByText('Żaden warunek nie jest spełniony').waitFor();
  await page.getByText('ponawiane: 1').waitFor();
  await page.getByRole('cell', { name: 'Connection refused' }).waitFor();
  expect(await axe(page)).toEqual([]);
  // What is left to a person is read and tried again; a system gets a planned rest.
  await house.sql(`UPDATE outbox SET held_at = now(), held_code = 'gave-up' WHERE last_error = 'Connection refused'`);
  await page.getByRole('button', { name: /Pokaż/ }).press('Enter');
  await page.getByRole('option', { name: 'do decyzji' }).press('Enter');
  await page.getByRole('button', { name: /^Szczegóły wysyłki/ }).press('Enter');
  const effect = page.getByRole('dialog', { name: 'Wysyłka' });
  await effect.getByText('próbowano bez skutku wiele razy').waitFor();
  expect(await axe(page)).toEqual([]);
  await effect.getByRole('button', { name: 'Ponów teraz' }).press('Enter');
  await page.getByText('Żadna wysyłka nie czeka na decyzję.').waitFor();
  await page.getByRole('button', { name: 'Zrób przerwę: EOD' }).press('Enter');
  await page.getByLabel('Powód przerwy').fill('Aktualizacja EOD');
  await page.keyboard.press('Enter');
  await page.getByText('przerwa planowa').waitFor();
  await page.getByText('Aktualizacja EOD (Anna Administracyjna)').waitFor();
  await page
    .getByRole('status')
    .filter({ hasText: /EOD: planowa przerwa do/ })
    .waitFor();
  await page.getByRole('button', { name: 'Zakończ przerwę: EOD' }).press('Enter');
  // Or at a time said before: until then all goes on.
  await page.getByRole('button', { name: 'Zrób przerwę: EOD' }).press('Enter');
  await page.getByLabel('Powód przerwy').fill('Nowy serwer');
  await page.getByRole('button', { name: /Kiedy/ }).press('Enter');
  await page.getByRole('option', { name: 'w zaplanowanym czasie' }).press('Enter');
  await page.getByRole('button', { name: 'Zaplanuj przerwę' }).press('Enter');
  await page.getByRole('alert').getByText('Popraw 2 rzeczy').waitFor();
  expect(await axe(page)).toEqual([]);
  await typeDate(page, /Od kiedy/, '2030-03-20T22:00');
  await typeDate(page, /Do kiedy/, '2030-03-21T04:00');
  await page.getByRole('button', { name: 'Zaplanuj przerwę' }).press('Enter');
  await page.getByText('EOD: przerwa zaplanowana, zacznie się sama.').waitFor();
  await page.getByText(/20 mar 2030, 22:00 – .*21 mar 2030, 04:00/).waitFor();
  expect(
    await page
      .getByRole('status')
      .filter({ hasText: /EOD: planowa przerwa/ })
      .count(),
  ).toBe(0);
  await page.getByRole('button', { name: 'Odwołaj planowaną przerwę: EOD' }).press('Enter');
  await page.getByRole('button', { name: 'Zrób przerwę: EOD' }).waitFor();
  // Who hears of it when the system goes away.
  const everybody = page.getByText('wszyscy administratorzy', { exact: true });
  const cards = await everybody.count();
  await page.getByRole('button', { name: 'Kogo zawiadomić: EOD' }).press('Enter');
  const naming = page.getByRole('dialog', { name: 'Kogo zawiadomić: EOD' });
  const who = naming.getByRole('combobox', { name: 'Kto dostaje list' });
  await who.fill('Administracyjna');
  await page.getByRole('option', { name: 'Anna Administracyjna' }).waitFor();
  await who.press('ArrowDown');
  await who.press('Enter');
  expect(await axe(page)).toEqual([]);
  await naming.getByRole('button', { name: 'Zapisz wybór' }).press('Enter');
  await page.getByText('Anna Administracyjna', { exact: true }).first().waitFor();
  expect(await everybody.count()).toBe(cards - 1);
  // The engine has no such step, and says so: the refusal is told and the list stays.
  await page.getByRole('button', { name: /^Ponów: crm-contact, sprawa LCK-/ }).press('Enter');
  await page.getByText(/Nie udało się ponowić/).waitFor();
  await page.getByText('CRM nie odpowiada').waitFor();
  // Behind this one no case stands.
  await page.getByRole('row').filter({ hasText: 'bez sprawy' }).getByText('Sprawdzenie, wersja 1').waitFor();
  await page.getByRole('button', { name: 'Ponów: Który?, proces bez sprawy' }).press('Enter');
  await page.getByText(/^Ponowiono krok/).waitFor();
  expect(await focused(page)).toBe('h2 Nieudane kroki');
  await house.sql('DELETE FROM search_incident');
  await page.reload();
  await page.getByText('Żaden krok nie czeka na naprawę.').waitFor();
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('everybody changes their own password, from the menu', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line2', '/queue');
  await page.getByRole('button', { name: /Konto/ }).press('Enter');
  await page.getByRole('menuitem', { name: 'Zmień hasło' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Zmień swoje hasło' }).waitFor();
  await page.getByLabel('Obecne hasło', { exact: true }).fill('wrong');
  await page.getByLabel('Nowe hasło', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Obecne hasło się nie zgadza').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByLabel('Obecne hasło', { exact: true }).fill('demo');
  await page.getByRole('button', { name: 'Zmień hasło', exact: true }).press('Enter');
  await page.getByText('Hasło zmienione.').waitFor();
  await context.close();
});

test('the server goes away: the page that was never opened comes by itself once it is back', async () => {
  const { page, context } = await visitAs(browser, house.url, 'admin', '/people');
  await page.getByRole('button', { name: 'Zmień: Anna Administracyjna' }).waitFor();
  house.setDown(true);
  await page.getByRole('link', { name: 'Systemy' }).click();
  await page.getByText('Brak połączenia z serwerem').waitFor();
  house.setDown(false);
  await page.getByRole('heading', { level: 1, name: 'Systemy' }).waitFor();
  await context.close();
});

test('fits a phone and 320 px; dark and forced colours pass', async () => {
  for (const options of [
    { viewport: PHONE },
    { viewport: { width: 320, height: 640 } },
    { colorScheme: 'dark' as const },
    { forcedColors: 'active' as const },
  ]) {
    for (const [path, seen] of [
      ['/people', 'Anna Administracyjna'],
      ['/systems', 'Żaden krok nie czeka na naprawę.'],
      ['/drift?state=settled', 'Zgłoszenie ze spotkania.'],
      ['/password', 'Inne Twoje sesje'],
    ] as const) {
      const { page, context } = await visitAs(browser, house.url, 'admin', path, options);
      await page.getByRole('main').getByText(seen).first().waitFor();
      expect([path, await sidewaysPx(page), await axe(page)]).toEqual([path, 0, []]);
      await context.close();
    }
  }
});
