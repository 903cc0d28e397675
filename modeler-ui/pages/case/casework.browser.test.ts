/** What people do with a case, in a real browser: two in one form, closing and taking back, putting aside, accepting, a task without a form. */
import type { Browser, Page } from 'playwright-core';
import { axe, focused, sidewaysPx, soon, tabOnto, tabTo, typeDate } from '../../../test/browser/support/access.js';
import { LAPTOP, visitAs } from '../../../test/browser/support/browser.js';
import type { House } from '../../../test/browser/support/house.js';
import { inHouse } from '../../../test/browser/support/in-house.js';

let house: House;
let browser: Browser;
inHouse((...opened) => {
  [house, browser] = opened;
});

async function register(more: object = {}): Promise<string> {
  const desk = await visitAs(browser, house.url, 'frontoffice');
  const answer = await desk.context.request.post('/api/v1/cases', {
    data: { classification: 'roads.pothole', channel: 'phone', note: 'Dziura przy szkole.', entryTier: 'line-1', ...more },
    headers: { Origin: house.url },
  });
  const { number } = (await answer.json()) as { number: string };
  expect([answer.status(), number]).toEqual([201, expect.any(String)]);
  await desk.context.close();
  await soon(async () => (await openTasks(number)).length > 0);
  return number;
}

const RESIDENT = { new: { name: 'Halina Przykładowa', email: 'halina@example.org', phone: '600 100 200', replyChannel: 'mail' } };

const openTasks = (number: string) =>
  house.sql<{ key: string; tier: string; assignee: string | null; follow_up_at: Date | null }>(
    `SELECT t.task_key::text AS key, t.tier, t.assignee, t.follow_up_at FROM task t JOIN case_file c ON c.id = t.case_id
      WHERE c.number = $1 AND t.state = 'open'`,
    [number],
  );

const reason = (page: Page) => page.getByRole('textbox', { name: 'Uzasadnienie' });

test('two people in one task see each other, and the second to save keeps the text and decides field by field', async () => {
  const number = await register();
  const marta = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  const pawel = await visitAs(browser, house.url, 'line1b', `/cases/${number}`);
  await marta.page.getByText('Paweł Telefonik właśnie ogląda').waitFor();
  await pawel.page.getByText('Marta Słuchawska właśnie ogląda').waitFor();
  // A third one, on a phone: names take another line rather than push the page sideways.
  await house.sql(
    `INSERT INTO case_presence (case_id, login, seen_at) SELECT id, 'lead', now() + interval '10 seconds' FROM case_file WHERE number = $1`,
    [number],
  );
  const { width, height } = marta.page.viewportSize() ?? LAPTOP;
  await marta.page.setViewportSize({ width: 320, height });
  await marta.page.getByText('Katarzyna Prowadząca, Paweł Telefonik właśnie oglądają').waitFor();
  expect(await sidewaysPx(marta.page)).toBe(0);
  await marta.page.setViewportSize({ width, height });
  for (const { page } of [marta, pawel]) await page.getByRole('radio', { name: 'Przekaż do LW-2' }).press(' ');
  await reason(pawel.page).fill('Od Pawła: trzeba oględzin.');
  await reason(marta.page).fill('Od Marty: brakuje adresu.');
  await marta.page.keyboard.press('Control+s');
  await marta.page.getByText('Szkic zapisany').waitFor();

  await pawel.page.getByText('Marta Słuchawska zapisał(a) w tym zadaniu inny szkic.').waitFor();
  expect(await reason(pawel.page).inputValue()).toBe('Od Pawła: trzeba oględzin.');
  await pawel.page.keyboard.press('Control+Enter');
  const dialog = pawel.page.getByRole('dialog', { name: 'Ktoś zapisał ten formularz przed Tobą' });
  await dialog.getByText('Zostaw moje: Od Pawła: trzeba oględzin.').waitFor();
  // Both chose the same tier: that is no question.
  expect(await dialog.getByRole('radiogroup').count()).toBe(1);
  expect(await axe(pawel.page)).toEqual([]);
  await pawel.page.keyboard.press('Escape');
  expect(await reason(pawel.page).inputValue()).toBe('Od Pawła: trzeba oględzin.');
  await pawel.page.keyboard.press('Control+s');
  await dialog.getByRole('radio', { name: /Weź ich: Od Marty/ }).press(' ');
  await dialog.getByRole('button', { name: 'Zapisz wybór' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  expect(await reason(pawel.page).inputValue()).toBe('Od Marty: brakuje adresu.');
  await pawel.page.keyboard.press('Control+Enter');
  await pawel.page.getByText('Przekazano.').waitFor();

  // The first one's page moves on, and what she had written is kept and shown.
  await marta.page.getByText(/zakończył\(a\) przed Tobą Paweł Telefonik/).waitFor();
  await marta.page.locator('blockquote').getByText('Od Marty: brakuje adresu.').waitFor();
  expect(await axe(marta.page)).toEqual([]);
  await marta.page.getByRole('button', { name: 'Usuń mój tekst' }).press('Enter');
  await marta.page.locator('blockquote').waitFor({ state: 'detached' });
  await pawel.context.close();
  await soon(async () => (await marta.page.getByText('Paweł Telefonik właśnie ogląda').count()) === 0);
  expect([...marta.errors, ...pawel.errors]).toEqual([]);
  await marta.context.close();
});

test('one person in two windows is told of the other window, not of a stranger', async () => {
  const number = await register();
  const { page, context } = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  const other = await context.newPage();
  await other.goto(`/cases/${number}`);
  for (const one of [page, other]) await one.getByRole('radio', { name: 'Przekaż do LW-2' }).press(' ');
  await reason(page).fill('Z pierwszego okna.');
  await reason(other).fill('Z drugiego okna.');
  await other.keyboard.press('Control+s');
  await other.getByText('Szkic zapisany').waitFor();
  await page.getByText('W innym oknie zapisano w tym zadaniu inny szkic.').waitFor();
  expect(await page.getByText('Marta Słuchawska właśnie ogląda').count()).toBe(0);
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'W innym Twoim oknie zapisano ten formularz inaczej' });
  await dialog.getByRole('radio', { name: 'Weź z innego okna: Z drugiego okna.' }).press(' ');
  await dialog.getByRole('button', { name: 'Zapisz wybór' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  expect(await reason(page).inputValue()).toBe('Z drugiego okna.');
  await context.close();
});

test('the panel shows who gets the case, when they are there, and what they will see; a person can be chosen', async () => {
  const number = await register();
  const { page, context } = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  await page.getByRole('radio', { name: 'Przekaż do LW-2' }).press(' ');
  const panel = page.getByRole('region', { name: 'Przekazanie: LW-2' });
  await panel.getByText('Centrum Kontaktu z Mieszkańcami').waitFor();
  await panel.getByText('Godziny pracy').waitFor();
  await panel.getByRole('button', { name: /Komu/ }).press('Enter');
  await page.getByRole('option', { name: 'Renata Wyjaśniak' }).press('Enter');
  await reason(page).fill('Trzeba sprawdzić mapę.');
  await panel.getByRole('region', { name: 'Co zobaczą' }).getByText('Trzeba sprawdzić mapę.').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Przekazano.').waitFor();
  await soon(async () => (await openTasks(number))[0]?.assignee === 'line2b');
  await context.close();

  const renata = await visitAs(browser, house.url, 'line2b', `/cases/${number}`);
  await renata.page.getByRole('radio', { name: 'Zwróć' }).press(' ');
  await renata.page.getByText('Sprawa wróci do osoby, która ją przekazała: Marta Słuchawska.').waitFor();
  await reason(renata.page).fill('Mapa jest aktualna.');
  await renata.page.keyboard.press('Control+Enter');
  await renata.page.getByText('Zwrócono.').waitFor();
  await soon(async () => (await openTasks(number))[0]?.assignee === 'line1');
  await renata.context.close();
});

async function close(page: Page, text: string): Promise<void> {
  await page.getByRole('radio', { name: 'Załatw' }).press(' ');
  await page.getByRole('button', { name: /^Wynik/ }).press('Enter');
  await page.getByRole('option', { name: 'Udzielono odpowiedzi' }).press('Enter');
  await page.getByRole('textbox', { name: /Odpowiedź dla mieszkańca/ }).fill(text);
}

test('closing shows the very message; it can be taken back after the tab was closed; then it is sent as shown', async () => {
  const number = await register({ resident: RESIDENT });
  const { page, context, errors } = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  await page.getByRole('radio', { name: 'Załatw' }).press(' ');
  await page.getByText('Zatwierdzona odpowiedź dla tej klasyfikacji:').waitFor();
  await tabTo(page, /Wstaw zatwierdzoną treść/);
  await page.keyboard.press('Enter');
  expect(await focused(page)).toMatch(/^textarea/);
  await close(page, 'Naprawimy jezdnię do piątku.');
  const preview = page.getByRole('region', { name: 'Podgląd wiadomości' });
  await preview.getByText('Naprawimy jezdnię do piątku.').waitFor();
  await preview.getByText('Halina Przykładowa, halina@example.org').waitFor();
  const subject = `Odpowiedź w sprawie ${number}`;
  await preview.getByText(subject).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Marta Słuchawska zamyka tę sprawę.').waitFor();
  await page.close();

  const again = await context.newPage();
  await again.goto(`/cases/${number}`);
  await again.getByRole('button', { name: 'Cofnij zamknięcie' }).press('Enter');
  await again.getByText('Cofnięto. Sprawa jest nadal otwarta.').waitFor();
  await again.getByRole('textbox', { name: /Odpowiedź dla mieszkańca/ }).waitFor();
  expect(await again.getByRole('textbox', { name: /Odpowiedź dla mieszkańca/ }).inputValue()).toBe('Naprawimy jezdnię do piątku.');
  expect(await house.sql('SELECT 1 FROM message_outbox WHERE subject = $1', [subject])).toEqual([]);

  // Nothing of it is to be typed again.
  await again.keyboard.press('Control+Enter');
  await again.getByText('Marta Słuchawska zamyka tę sprawę.').waitFor();
  // With the tab closed it is carried out all the same.
  await again.close();
  await soon(async () => (await house.sql('SELECT 1 FROM message_outbox WHERE subject = $1', [subject])).length > 0);
  const [sent] = await house.sql('SELECT channel, recipient, body FROM message_outbox WHERE subject = $1', [subject]);
  expect(sent).toEqual({ channel: 'mail', recipient: 'halina@example.org', body: 'Naprawimy jezdnię do piątku.' });

  // The address was wrong: the same words go to another one.
  const mended = await context.newPage();
  await mended.goto(`/cases/${number}`);
  const letters = mended.getByRole('list', { name: 'Listy do mieszkańca' });
  await letters.getByText('halina@example.org').waitFor();
  expect(await axe(mended)).toEqual([]);
  await tabOnto(mended, letters.getByRole('button', { name: `Wyślij ponownie: ${subject}` }));
  await mended.keyboard.press('Enter');
  const address = mended.getByRole('textbox', { name: 'Adres e-mail' });
  await address.fill('halina@');
  await mended.keyboard.press('Enter');
  await mended.getByText('Oczekiwano adresu e-mail').or(mended.getByText('Popraw adres')).first().waitFor();
  expect(await axe(mended)).toEqual([]);
  await address.fill('halina.p@example.org');
  await mended.keyboard.press('Enter');
  await mended.getByText('List wyjdzie na halina.p@example.org.').waitFor();
  await letters.getByText('ponownie, na poprawiony adres').waitFor();
  await mended.getByText('Wysłano list do mieszkańca ponownie').waitFor();
  await mended.setViewportSize({ width: 320, height: 640 });
  expect(await sidewaysPx(mended)).toBe(0);

  // Opened again: why stands above the decision, and what was said before the closing doesn't.
  const data = { reason: 'Jezdnia zapadła się znowu.' };
  const reopened = await context.request.post(`/api/v1/cases/${number}/reopen`, { data, headers: { Origin: house.url } });
  expect(reopened.status()).toBe(202);
  await soon(async () => (await openTasks(number)).length > 0);
  const [task] = await openTasks(number);
  const desk = await visitAs(browser, house.url, task?.tier === 'front-office' ? 'frontoffice' : 'line1', `/cases/${number}`);
  const todo = desk.page.getByRole('region', { name: 'Do zrobienia teraz' });
  await todo.getByText('Wznawia Marta Słuchawska').waitFor();
  await todo.getByText('Jezdnia zapadła się znowu.').waitFor();
  await desk.context.close();
  expect(errors).toEqual([]);
  await context.close();
});

test('a department accepts with a planned date, or refuses with a reason; neither goes without', async () => {
  const handOn = async () => {
    const number = await register();
    const desk = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
    await desk.page.getByRole('radio', { name: 'Przekaż do wydziału' }).press(' ');
    await reason(desk.page).fill('Naprawa jezdni.');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.getByText('Przekazano.').waitFor();
    await desk.context.close();
    await soon(async () => (await openTasks(number))[0]?.tier === 'department');
    return number;
  };
  const accepted = await handOn();
  const { page, context } = await visitAs(browser, house.url, 'department', `/cases/${accepted}`);
  await page.getByRole('radio', { name: 'Przyjmij', exact: true }).press(' ');
  await page.keyboard.press('Control+Enter');
  await page
    .getByRole('alert')
    .getByText(/Planowana data/)
    .waitFor();
  await typeDate(page, /Planowana data/, '2030-03-20T12:00');
  // A date after the promise may be, and what it means is said.
  await page.getByText('Ta data jest po terminie obiecanym mieszkańcowi:').waitFor();
  expect(await axe(page)).toEqual([]);
  // Her lead plans otherwise meanwhile: each field is asked about in the form's own words, also one that her decision hides.
  await page.getByRole('radio', { name: /Nie przyjmuj/ }).press(' ');
  const roman = await visitAs(browser, house.url, 'leadroads');
  const [task] = await openTasks(accepted);
  const saved = await roman.context.request.put(`/api/v1/tasks/${task?.key}/draft`, {
    data: { base: 0, fields: { 'value.decision': 'accept', 'value.plannedAt': '2030-03-21T08:30' } },
    headers: { Origin: house.url },
  });
  expect(saved.status()).toBe(200);
  await roman.context.close();
  await page.getByRole('button', { name: 'Porównaj pole po polu' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Ktoś zapisał ten formularz przed Tobą' });
  await dialog.getByRole('radiogroup', { name: 'Decyzja' }).getByRole('radio', { name: 'Weź ich: Przyjmij' }).press(' ');
  const planned = dialog.getByRole('radiogroup', { name: 'Planowana data' });
  await planned.getByRole('radio', { name: 'Weź ich: czw. 21 mar 2030, 08:30' }).waitFor();
  await planned.getByRole('radio', { name: 'Zostaw moje: śr. 20 mar 2030, 12:00' }).waitFor();
  await dialog.getByRole('button', { name: 'Zapisz wybór' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  expect(await page.getByRole('radio', { name: 'Przyjmij', exact: true }).isChecked()).toBe(true);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Zapisano.').waitFor();
  await page.getByText('Planowane wykonanie').waitFor();
  await page.getByRole('list', { name: 'Przekazane dalej' }).getByText(/EOD ✓/).waitFor();
  expect(await axe(page)).toEqual([]);

  const refused = await handOn();
  await page.goto(`/cases/${refused}`);
  await page.getByRole('radio', { name: /Nie przyjmuj/ }).press(' ');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alert').getByText(/Powód/).waitFor();
  await page.getByRole('button', { name: /^Powód/ }).press('Enter');
  await page.getByRole('option', { name: 'Inny wydział' }).press('Enter');
  await reason(page).fill('Ulica jest gminna, zarządza nią Zieleń Miejska.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Zapisano.').waitFor();
  await soon(async () => (await openTasks(refused))[0]?.tier === 'line-2');
  await context.close();

  // Whoever gets it back reads why before deciding anew, and so does everybody in the timeline.
  const line2 = await visitAs(browser, house.url, 'line2', `/cases/${refused}`);
  const why = /Powód: Inny wydział\s+Ulica jest gminna, zarządza nią Zieleń Miejska\./;
  const todo = line2.page.getByRole('region', { name: 'Do zrobienia teraz' });
  await todo.getByText('Nie przyjmuje Zofia Drogowska').waitFor();
  await todo.getByText(why).waitFor();
  await line2.page.getByRole('list', { name: 'Przebieg' }).getByText('Powód: Inny wydział').waitFor();
  await line2.context.close();
});

test('a task is put aside until tomorrow and waits there', async () => {
  const number = await register();
  const { page, context } = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  await page.getByRole('button', { name: 'Biorę zadanie' }).press('Enter');
  await page.getByRole('button', { name: 'Przypomnij mi' }).press('Enter');
  await page.getByRole('radio', { name: 'jutro rano', checked: true }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText('Odłożone do').waitFor();
  expect(((await openTasks(number))[0]?.follow_up_at ?? new Date(0)) > new Date()).toBe(true);
  await page.goto('/queue?view=waiting');
  await page.getByRole('row', { name: new RegExp(number) }).waitFor();
  await context.close();
});

test('a task whose model has no form gets a plain one', async () => {
  const properties = (text: string) => `<zeebe:properties>${text}</zeebe:properties>`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="plain" targetNamespace="urn:test">
  <process id="plain-step" name="Zwykły krok" isExecutable="true">
    <startEvent id="begin">
      <extensionElements>${properties('<zeebe:property name="publicStatus" value="Sprawdzamy" />')}</extensionElements>
      <outgoing>a</outgoing>
    </startEvent>
    <sequenceFlow id="a" sourceRef="begin" targetRef="look" />
    <userTask id="look" name="Sprawdź na miejscu">
      <extensionElements>
        <zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="line-1" />
        ${properties('<zeebe:property name="tier" value="line-1" /><zeebe:property name="actions" value="sent,reached" />')}
      </extensionElements>
      <incoming>a</incoming><outgoing>b</outgoing>
    </userTask>
    <sequenceFlow id="b" sourceRef="look" targetRef="again" />
    <userTask id="again" name="Potwierdź">
      <extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="line-1" /></extensionElements>
      <incoming>b</incoming><outgoing>c</outgoing>
    </userTask>
    <sequenceFlow id="c" sourceRef="again" targetRef="end" />
    <endEvent id="end"><incoming>c</incoming></endEvent>
  </process>
</definitions>`;
  expect(await house.engine.deploy([{ name: 'plain.bpmn', content: Buffer.from(xml) }])).toMatchObject({ type: 'accepted' });
  await soon(async () => (await house.sql(`SELECT 1 FROM model WHERE process_id = 'plain-step'`)).length > 0);
  const number = await register({ caseType: 'plain-step', entryTier: null });
  const { page, context, errors } = await visitAs(browser, house.url, 'line1', `/cases/${number}`);
  await page.getByRole('radio', { name: 'wysłano' }).press(' ');
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Zapisano.').waitFor();
  // Not even actions: there is one thing to do, so nothing is asked.
  await page.getByRole('button', { name: 'Zatwierdź' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await soon(async () => (await openTasks(number)).length === 0);
  expect(errors).toEqual([]);
  await context.close();
});
