/** What colleagues add to a case, in a real browser: a question and its answer, notes, documents, and where the case is. */
import type { Browser } from 'playwright-core';
import { axe, focused, sidewaysPx, soon, tabOnto, tabTo } from '../../../test/browser/support/access.js';
import { LAPTOP, visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
let number: string;
inHouse(async (...opened) => {
  [house, browser] = opened;
  const [found] = await house.sql<{ number: string }>(
    `SELECT c.number FROM task t JOIN case_file c ON c.id = t.case_id
      WHERE t.state = 'open' AND t.tier = 'line-1' AND t.assignee = 'line1' AND c.resident_id IS NOT NULL ORDER BY c.number LIMIT 1`,
  );
  number = found?.number ?? '';
});

test('a colleague is asked, finds the question in the queue, answers; whoever asked is told, and the case has not moved', async () => {
  const marta = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  await marta.page.getByRole('button', { name: 'Zapytaj kolegę' }).press('Enter');
  const panel = marta.page.getByRole('dialog', { name: 'Zapytaj kolegę' });
  await panel.getByRole('button', { name: 'Wyślij pytanie' }).press('Enter');
  await panel.getByText('Wybierz osobę albo komórkę.').waitFor();
  expect(await axe(marta.page)).toEqual([]);
  await tabOnto(marta.page, panel.getByRole('combobox', { name: 'Kogo pytasz' }));
  await marta.page.keyboard.type('renata');
  await marta.page.getByRole('option', { name: 'Renata Wyjaśniak' }).waitFor();
  await marta.page.keyboard.press('ArrowDown');
  await marta.page.keyboard.press('Enter');
  await tabTo(marta.page, /^textarea/);
  await marta.page.keyboard.type('Czy ta droga jest powiatowa?');
  await tabTo(marta.page, /Wyślij pytanie/);
  await marta.page.keyboard.press('Enter');
  const card = marta.page.getByRole('region', { name: 'Pytania do kolegów' });
  await card.getByText('Czy ta droga jest powiatowa?').waitFor();
  expect(await axe(marta.page)).toEqual([]);

  const renata = await visitAs(browser, house.url, 'line2b', '/queue');
  await renata.page.getByRole('tab', { name: /^Pytania 1/ }).click();
  await renata.page.getByText('Czy ta droga jest powiatowa?').waitFor();
  await renata.page.getByRole('link', { name: `Otwórz sprawę ${number}` }).waitFor();
  expect(await axe(renata.page)).toEqual([]);
  await tabTo(renata.page, /^textarea/);
  await renata.page.keyboard.type('Tak, powiatowa.');
  await tabTo(renata.page, /Odpowiedz/);
  await renata.page.keyboard.press('Enter');
  await renata.page.getByText('Nikt nie czeka na Twoją odpowiedź.').waitFor();

  await marta.page.getByRole('button', { name: /nieprzeczytan/ }).press('Enter');
  await marta.page.getByRole('link', { name: new RegExp(`Odpowiedź na Twoje pytanie.*${number}.*Renata Wyjaśniak`) }).press('Enter');
  await card.getByText('Tak, powiatowa.').waitFor();
  await marta.page.getByRole('list', { name: 'Przebieg' }).getByText('Odpowiedź na pytanie').waitFor();
  await card.getByRole('button', { name: 'Przeczytane' }).press('Enter');
  await card.getByText('Tak, powiatowa.').waitFor({ state: 'detached' });
  const [task] = await house.sql<{ assignee: string }>(
    `SELECT t.assignee FROM task t JOIN case_file c ON c.id = t.case_id WHERE c.number = $1 AND t.state = 'open'`,
    [number],
  );
  expect(task?.assignee).toBe('line1');
  expect([...marta.errors, ...renata.errors]).toEqual([]);
  await renata.context.close();
  await marta.context.close();
});

test('notes are added and mended; documents say their limit, stay chosen when the server is away, and are sent again', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  const notes = page.getByRole('region', { name: 'Notatki' });
  await notes.getByRole('textbox', { name: 'Nowa notatka' }).fill('Dzwonić po 16.');
  await notes.getByRole('button', { name: 'Dodaj notatkę' }).press('Enter');
  await notes.getByRole('button', { name: 'Popraw notatkę' }).press('Enter');
  await notes.getByRole('textbox', { name: 'Notatka', exact: true }).fill('Dzwonić po 17.');
  await notes.getByRole('button', { name: 'Zapisz poprawkę' }).press('Enter');
  await notes.getByText('Dzwonić po 17.').waitFor();

  const documents = page.getByRole('region', { name: 'Dokumenty' });
  await documents.getByText('najwyżej 20 MB na plik').waitFor();
  const choose = async (name: string, content: string) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      documents.getByRole('button', { name: 'Dodaj dokument' }).last().press('Enter'),
    ]);
    await chooser.setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
  };
  await choose('pusty.txt', '');
  await documents.getByText('Nie wysłano „pusty.txt”: jest pusty').waitFor();
  await documents.getByRole('button', { name: 'Usuń z listy pusty.txt' }).press('Enter');
  house.setDown(true);
  await choose('mapa.txt', 'tu jest dziura');
  await documents.getByText('Nie wysłano „mapa.txt”: serwer nie odpowiada Plik jest nadal wybrany.').waitFor();
  expect(await axe(page)).toEqual([]);
  house.setDown(false);
  await documents.getByRole('button', { name: 'Wyślij ponownie mapa.txt' }).press('Enter');
  const link = documents.getByRole('link', { name: 'Pobierz mapa.txt' });
  await link.waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), link.press('Enter')]);
  expect(download.suggestedFilename()).toBe('mapa.txt');
  // Where its paper lies, by keyboard.
  await documents.getByRole('button', { name: 'Gdzie leży papier: mapa.txt' }).press('Enter');
  const paper = page.getByRole('dialog', { name: 'Gdzie leży papier: mapa.txt' });
  await paper.getByRole('textbox', { name: 'Sygnatura składu' }).fill('BOM/2026');
  await page.keyboard.press('Enter');
  await paper.getByRole('button', { name: 'Wpisz miejsce w składzie.' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await paper.getByRole('textbox', { name: 'Miejsce' }).fill('pudło 12');
  await page.keyboard.press('Enter');
  await documents.getByText('Papier: BOM/2026, pudło 12').waitFor();
  await paper.waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: 'Załatw' }).press(' ');
  const closing = page.getByRole('region', { name: 'Co z dokumentami' });
  await closing.getByText('Dokumenty zostają w sprawie.').waitFor();
  await closing.getByText('tylko w sprawie').waitFor();
  expect(await axe(page)).toEqual([]);
  expect(errors.filter((error) => !/ERR_|Failed to fetch/.test(error))).toEqual([]);
  await context.close();
});

test('a document that the EOD did not take says so, and is sent again by one key', async () => {
  // As the outbox leaves what a DMS refuses.
  await house.sql(
    `INSERT INTO outbox (effect_key, system, case_number, action, payload, created_at, next_attempt_at, attempts, held_at, held_code, last_error)
     SELECT concat('document|', d.id, '|', r.case_run), 'dms', c.number, 'document',
            jsonb_build_object('caseRun', r.case_run, 'documentId', d.id, 'name', d.name, 'sha256', encode(d.sha256, 'hex'),
                               'at', '2026-01-07T09:00:00.000Z'), now(), now(), 1, now(), 'forbidden', '403 permissionDenied'
       FROM document d JOIN case_file c ON c.id = d.case_id JOIN case_run r ON r.case_id = c.id AND r.run = c.current_run
      WHERE c.number = $1 AND d.name = 'mapa.txt'`,
    [number],
  );
  const { page, context, errors } = await visitAs(browser, house.url, 'line1', `/cases/${number}`, {
    viewport: { width: 320, height: 800 },
  });
  const documents = page.getByRole('region', { name: 'Dokumenty' });
  await documents.getByText('jeszcze nie w EOD: EOD go nie przyjął').waitFor();
  expect([await sidewaysPx(page), await axe(page)]).toEqual([0, []]);
  await documents.getByRole('button', { name: 'Wyślij do EOD ponownie: mapa.txt' }).press('Enter');
  await page.getByText('Wysyłamy do EOD. Dokument jest bezpieczny w sprawie.').waitFor();
  await documents.getByText('w teczce EOD').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('a document of the wrong case is moved by keyboard, here and in the EOD: what is missing and what will happen is said first, both cases tell of it', async () => {
  // With the department's files open, as if it had accepted both.
  const [from, to] = await house.sql<{ number: string; file: string }>(
    `WITH two AS (SELECT c.id, c.number, r.case_run, r.run FROM case_file c JOIN case_run r ON r.case_id = c.id AND r.run = c.current_run
                   WHERE c.status = 'open' ORDER BY c.number LIMIT 2),
          linked AS (INSERT INTO case_link (case_id, run, system, record_id, state, at) SELECT id, run, 'dms', 'walk-' || number, 'open', now() FROM two
                     ON CONFLICT (case_id, run, system) DO UPDATE SET record_id = excluded.record_id, state = 'open')
     INSERT INTO dms_file (id, file_number, case_number, case_run, title, state, opened_at)
     SELECT 'walk-' || number, 'BOK.' || number, number, case_run, 'Teczka', 'open', now() FROM two RETURNING case_number AS number, file_number AS file`,
  );
  if (from === undefined || to === undefined) throw new Error('Expected two open cases, but there are fewer');
  const { page, context, errors } = await visitAs(browser, house.url, 'line1');
  const path = `/api/v1/cases/${from.number}/documents?name=umowa.txt`;
  const added = await context.request.post(path, { data: 'umowa', headers: { Origin: house.url, 'Content-Type': 'text/plain' } });
  expect(added.status()).toBe(201);
  await soon(async () => (await house.sql(`SELECT 1 FROM dms_document WHERE name = 'umowa.txt'`)).length === 1);
  await page.goto(`${house.url}/cases/${from.number}`);
  await page.getByRole('button', { name: 'Przenieś do innej sprawy: umowa.txt' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Przenieś dokument umowa.txt' });
  await dialog.getByRole('button', { name: 'Sprawdź, co się stanie' }).press('Enter');
  await dialog.getByText('Podaj numer sprawy, do której dokument należy.').first().waitFor();
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Numer właściwej sprawy' }).fill(from.number);
  await dialog.getByRole('textbox', { name: 'Dlaczego' }).fill('Umowa dotyczy drugiej sprawy.');
  await dialog.getByRole('button', { name: 'Sprawdź, co się stanie' }).press('Enter');
  await dialog.getByText('Dokument jest już w tej sprawie.').first().waitFor();
  await dialog.getByRole('textbox', { name: 'Numer właściwej sprawy' }).fill(to.number);
  await page.keyboard.press('Control+Enter');
  await dialog.getByText(`W EOD przejdzie do teczki ${to.file}`).waitFor();
  await dialog.getByText('(w toku)').waitFor();
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: `Przenieś do ${to.number}` }).press('Enter');
  await page.getByText(`Dokument umowa.txt jest teraz w sprawie ${to.number}.`).waitFor();
  await page.getByRole('list', { name: 'Przebieg' }).getByText(`Przeniesiono dokument do sprawy ${to.number}`).waitFor();
  await page.getByRole('link', { name: 'Pobierz umowa.txt' }).waitFor({ state: 'detached' });
  // The button that was pressed is gone with the document.
  await soon(async () => (await focused(page)) === 'h2 Dokumenty');

  await page.goto(`${house.url}/cases/${to.number}`);
  await page.getByRole('link', { name: 'Pobierz umowa.txt' }).waitFor();
  await page.getByRole('list', { name: 'Przebieg' }).getByText(`Przeniesiono tu dokument ze sprawy ${from.number}`).waitFor();
  await soon(async () => (await house.sql('SELECT 1 FROM dms_trace')).length === 2);
  await page.goto(`${house.url}/registers/dms?case=${to.number}`);
  await page.getByText(`Dokument przyszedł z teczki ${from.file},`).waitFor();
  expect([await axe(page), errors]).toEqual([[], []]);
  await context.close();
});

test('where the case is: its steps in words, the present one named, and the drawing beside them', async () => {
  const { page, context, errors } = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  await page.getByRole('button', { name: 'Pokaż drogę sprawy' }).press('Enter');
  const path = page.getByRole('region', { name: 'Gdzie jest sprawa' });
  const here = path.locator('[aria-current="step"]');
  await here.first().waitFor();
  await here.getByText('tu jest teraz').waitFor();
  await path.locator('[data-drawn="true"]').waitFor();
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('joined to another case by its number; that one is late with its part until they are separated', async () => {
  const [found] = await house.sql<{ number: string }>(
    `SELECT number FROM case_file WHERE status = 'open' AND tier = 'line-1' AND promise_at > now() + interval '1 day' AND number <> $1
      ORDER BY number LIMIT 1`,
    [number],
  );
  const whole = found?.number ?? '';
  await house.sql(`UPDATE case_file SET promise_at = now() - interval '1 day' WHERE number = $1`, [number]);
  const { page, context, errors } = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  const card = page.getByRole('region', { name: 'Powiązane sprawy' });
  await card.getByRole('button', { name: 'Dołącz do innej sprawy' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Dołącz jako część innej sprawy' });
  await dialog.getByRole('button', { name: 'Dołącz sprawę' }).press('Enter');
  await dialog.getByText('Wpisz numer sprawy.').first().waitFor();
  await dialog.getByRole('textbox').fill(number);
  await page.keyboard.press('Enter');
  await dialog.getByText('Sprawa nie może być częścią samej siebie.').first().waitFor();
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('textbox').fill(whole);
  await page.keyboard.press('Enter');
  await card.getByText('sprawa nadrzędna').waitFor();
  await page.getByRole('list', { name: 'Przebieg' }).getByText('Dołączono do sprawy nadrzędnej').waitFor();
  await page.goto(`/cases/${whole}`);
  await page.getByText('część po terminie').first().waitFor();
  await card.getByRole('listitem').filter({ hasText: 'część tej sprawy' }).getByText('po terminie').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.goto(`/cases/${number}`);
  await card.getByRole('button', { name: `Odłącz od sprawy ${whole}` }).press('Enter');
  await card.getByRole('button', { name: 'Dołącz do innej sprawy' }).waitFor();
  expect(await focused(page)).toContain('Dołącz do innej sprawy');
  await page.goto(`/cases/${whole}`);
  await card.waitFor();
  expect(await page.getByText('część po terminie').count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

test('a reminder with its reason, by keyboard; on its day the case says why', async () => {
  const { page, context } = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  await page.getByRole('button', { name: 'Przypomnij mi' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Przypomnij mi' });
  await dialog.waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.type('Sprawdzić, czy naprawiono.');
  await page.keyboard.press('Enter');
  await page.getByText('Odłożone do').waitFor();
  await page.getByText('Sprawdzić, czy naprawiono.').first().waitFor();
  await house.sql(`UPDATE task SET follow_up_at = now() - interval '1 minute' WHERE follow_up_note IS NOT NULL`);
  await page.reload();
  await page.getByText('Przypomnienie: Sprawdzić, czy naprawiono.').waitFor();
  await page.goto('/queue');
  await page.getByRole('row').nth(1).getByText(number).waitFor();
  await context.close();
});

test('a very full case: three hundred entries, names of eighty characters, on a laptop and a phone', async () => {
  const long = 'Przedsiębiorstwo Wielobranżowe Najdłuższa Nazwa W Całym Rejestrze Miasta Łodzi 80';
  await house.sql('UPDATE resident SET name = $1 WHERE id = (SELECT resident_id FROM case_file WHERE number = $2)', [long, number]);
  await house.sql('UPDATE person SET name = $1 WHERE login = $2', [long, 'line1b']);
  // As many entries as no test has the time to make by acts; nobody verifies this chain.
  await house.sql(
    `INSERT INTO case_journal (case_id, seq, at, actor, act, facts, payload, prev_hash, hash)
     SELECT c.id, c.journal_seq + n, now(), 'line1b', 'note.added', '{}', json_build_object('note', 'Notatka ' || n || repeat(' słowo', 12))::text, '', ''
       FROM case_file c, generate_series(1, 300) n WHERE c.number = $1`,
    [number],
  );
  for (const viewport of [LAPTOP, { width: 320, height: 640 }]) {
    const { page, context } = await visitAs(browser, house.url, 'line1', `/cases/${number}`, { viewport });
    await soon(async () => (await page.getByRole('list', { name: 'Przebieg' }).getByRole('listitem').count()) >= 300);
    expect(await sidewaysPx(page)).toBe(0);
    if (viewport !== LAPTOP) expect(await axe(page)).toEqual([]);
    await context.close();
  }
});
