/** Pictures of every page for people's eyes; run by scripts/screenshots.mjs, no part of the tests. A page builder adds a line to SHOTS. */
import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { LAPTOP, openBrowser, PHONE, visit, visitAs } from './support/browser.js';
import { type House, openHouse } from './support/house.js';

const FOLDER = new URL('../../screenshots/', import.meta.url).pathname;

interface Shot {
  readonly name: string;
  /** Absent: nobody is signed in. */
  readonly as?: string;
  /** Where, and what is done there before the picture. */
  readonly go: (page: Page, house: House) => Promise<void>;
  /** Longer than the screen, and all of it to be looked at. */
  readonly isFull?: true;
}

async function caseAt(house: House, condition: string): Promise<string> {
  const [found] = await house.sql<{ number: string }>(
    `SELECT c.number FROM case_file c LEFT JOIN task t ON t.case_id = c.id AND t.state = 'open' WHERE ${condition} ORDER BY c.number DESC LIMIT 1`,
  );
  return found?.number ?? '';
}

/** Each picture a draft of its own: a draft has one editor. */
async function openModeler(page: Page, template = 'information'): Promise<void> {
  const data = { from: 'template', template, name: `Szkic ${Date.now()}` };
  const answer = await page.request.post('/api/v1/drafts', { data, headers: { Origin: new URL(page.url()).origin } });
  await page.goto(`/case-types/${((await answer.json()) as { id: string }).id}`);
}

async function openPart(page: Page, step: string, button: string, template?: string): Promise<void> {
  await openModeler(page, template);
  await page.getByRole('button', { name: 'Lista kroków' }).click();
  await page.getByRole('row', { name: step, exact: true }).click();
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('button', { name: 'Zamknij kartę' }).waitFor();
}

const SHOTS: readonly Shot[] = [
  { name: 'sign-in', go: async (page) => void (await page.goto('/')) },
  {
    name: 'desk',
    as: 'line1',
    go: async (page, house) => {
      await house.sql('DELETE FROM desk_draft');
      await page.goto('/desk');
      await page.getByRole('textbox', { name: 'Co mówi rozmówca' }).waitFor();
    },
  },
  {
    name: 'desk-call',
    as: 'line1',
    go: async (page, house) => {
      const [known] = await house.sql<{ id: string }>(
        `SELECT resident_id AS id FROM case_file WHERE status = 'open' AND resident_id IS NOT NULL LIMIT 1`,
      );
      await page.goto(`/desk?resident=${known?.id}`);
      await page.getByRole('textbox', { name: 'Co mówi rozmówca' }).fill('Na jezdni przy szkole jest głęboka dziura, stoi w niej woda.');
      await page.getByRole('combobox', { name: 'Klasyfikacja' }).click();
      await page.getByRole('combobox', { name: 'Klasyfikacja' }).pressSequentially('dziura');
      await page.getByRole('option', { name: 'Dziura w jezdni' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    },
  },
  {
    name: 'desk-saved',
    as: 'line1b',
    go: async (page, house) => {
      await house.sql('DELETE FROM desk_draft');
      await page.goto('/desk');
      await page.getByRole('textbox', { name: 'Co mówi rozmówca' }).fill('Jak wyrobić dowód?');
      await page.getByRole('combobox', { name: 'Klasyfikacja' }).click();
      await page.getByRole('combobox', { name: 'Klasyfikacja' }).pressSequentially('dowod');
      await page.getByRole('option', { name: 'Dowód osobisty' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('status', { name: 'Zapisano' }).waitFor();
    },
  },
  {
    name: 'desk-outage',
    as: 'line1',
    go: async (page, house) => {
      await house.sql('DELETE FROM desk_draft');
      await page.goto('/desk');
      await page.getByRole('button', { name: 'Dodaj nowego mieszkańca' }).click();
      await page.getByRole('textbox', { name: 'Imię i nazwisko' }).fill('Hiacynta Latarnik');
      await page.getByRole('button', { name: /Występuje/ }).click();
      await page.getByRole('option', { name: 'jako pełnomocnik' }).click();
      await page.getByRole('textbox', { name: 'Co mówi rozmówca' }).fill('Przed blokiem nie świeci latarnia, jest zupełnie ciemno.');
      await page.getByRole('combobox', { name: 'Klasyfikacja' }).click();
      await page.getByRole('combobox', { name: 'Klasyfikacja' }).pressSequentially('latarnia');
      await page.getByRole('option', { name: 'Nie świeci latarnia' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: /Miejsce/ }).fill('Piotrkowska 12');
      await page.getByText('Znana awaria').waitFor();
    },
  },
  {
    name: 'outages',
    as: 'line1',
    go: async (page) => {
      await page.goto('/knowledge/outages');
      await page.getByRole('table').waitFor();
    },
  },
  {
    name: 'outage-form',
    as: 'line1',
    go: async (page) => {
      await page.goto('/knowledge/outages');
      await page
        .getByRole('button', { name: /^Zmień: / })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'residents',
    as: 'line1',
    go: async (page) => {
      await page.goto('/residents?q=ul');
      await page.getByRole('list', { name: 'Znalezieni mieszkańcy' }).waitFor();
    },
  },
  {
    name: 'resident',
    as: 'line2',
    go: async (page, house) => {
      const [known] = await house.sql<{ id: string }>(
        `SELECT resident_id AS id FROM case_file WHERE status = 'open' AND resident_id IS NOT NULL LIMIT 1`,
      );
      await page.goto(`/residents/${known?.id}`);
      await page.getByRole('list', { name: 'Sprawy i kontakty' }).waitFor();
    },
  },
  {
    name: 'knowledge',
    as: 'line1',
    go: async (page) => {
      await page.goto('/knowledge?q=dowod');
      await page.getByRole('link', { name: 'Dowód osobisty' }).click();
    },
  },
  { name: 'queue-mine', as: 'line1', go: async (page) => void (await page.goto('/queue')) },
  { name: 'queue-tier', as: 'lead', go: async (page) => void (await page.goto('/queue?view=tier')) },
  {
    name: 'queue-preview',
    as: 'lead',
    go: async (page) => {
      await page.goto('/queue?view=tier');
      await page.getByRole('row').nth(2).click();
      await page.keyboard.press(' ');
    },
  },
  {
    name: 'case-hand-on',
    as: 'line1',
    go: async (page, house) => {
      await page.goto(`/cases/${await caseAt(house, `t.tier = 'line-1' AND t.assignee IS NOT DISTINCT FROM 'line1'`)}`);
      await page.getByRole('radio', { name: 'Przekaż do LW-2' }).press(' ');
    },
  },
  { name: 'registers-crm', as: 'line2', go: async (page) => void (await page.goto('/registers/crm')) },
  { name: 'team', as: 'lead', go: async (page) => void (await page.goto('/team?of=line1b')) },
  { name: 'queue-late', as: 'line2', go: async (page) => void (await page.goto('/queue?view=late')) },
  { name: 'queue-no-result', as: 'line1', go: async (page) => void (await page.goto('/queue?view=tier&classification=nothing')) },
  {
    name: 'case-to-do',
    as: 'line1',
    go: async (page, house) => {
      await page.goto(`/cases/${await caseAt(house, `t.tier = 'line-1' AND t.assignee IS NOT DISTINCT FROM 'line1'`)}`);
      await page.getByRole('radio').first().press(' ');
    },
  },
  {
    name: 'case-resolved',
    as: 'line2',
    go: async (page, house) => void (await page.goto(`/cases/${await caseAt(house, `c.status = 'resolved'`)}`)),
  },
  { name: 'case-types', as: 'owner', go: async (page) => void (await page.goto('/case-types')) },
  {
    name: 'modeler',
    as: 'owner',
    go: async (page) => {
      await openModeler(page);
      await page.getByRole('button', { name: 'Lista kroków' }).waitFor();
      await page.waitForTimeout(1_500);
    },
  },
  {
    name: 'modeler-outline',
    as: 'owner',
    go: async (page) => {
      await openModeler(page);
      await page.getByRole('button', { name: 'Lista kroków' }).click();
      await page.getByRole('row', { name: 'Odpowiedz od ręki', exact: true }).click();
    },
  },
  {
    name: 'modeler-publish',
    as: 'owner',
    go: async (page) => {
      await openModeler(page);
      await page.getByRole('button', { name: 'Opublikuj…' }).click();
      await page.getByText('Opublikuj teraz').waitFor();
    },
  },
  {
    name: 'try',
    as: 'owner',
    go: async (page) => {
      await openModeler(page);
      await page.getByRole('button', { name: 'Wypróbuj' }).click();
      await page.getByRole('button', { name: 'Następny krok' }).waitFor();
      await page.locator('[data-drawn="true"]').waitFor();
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'try-late',
    as: 'owner',
    go: async (page) => {
      await page.request.post('/api/v1/drafts', {
        data: { from: 'version', processId: 'resident-matter' },
        headers: { Origin: new URL(page.url()).origin },
      });
      await page.goto('/case-types/resident-matter/try');
      for (const tier of ['LW-2', 'Wydział']) {
        await page.getByRole('button', { name: 'Następny krok' }).click();
        await page.getByRole('radio', { name: `${tier} – ma zadanie` }).waitFor();
      }
      await page.getByRole('button', { name: 'do terminu obiecanego' }).click();
      await page.getByText(/^Po terminie/).waitFor();
      await page.waitForTimeout(500);
    },
  },
  { name: 'modeler-form', as: 'owner', go: (page) => openPart(page, 'Odpowiedz od ręki', 'Otwórz formularz') },
  { name: 'modeler-table', as: 'owner', go: (page) => openPart(page, 'Odczytaj wynik z EOD', 'Otwórz tabelę', 'three-tier') },
  { name: 'decisions', as: 'owner', go: async (page) => void (await page.goto('/decisions')) },
  {
    name: 'decision',
    as: 'owner',
    go: async (page) => {
      await page.goto('/decisions/decisions/dms-outcome');
      await page.getByRole('textbox', { name: 'Kod zamknięcia w EOD' }).fill('ODM');
      await page.getByRole('button', { name: 'Sprawdź wynik' }).click();
      await page.getByText('Zadziałała reguła: 4').waitFor();
    },
  },
  { name: 'audit-cases', as: 'auditor', go: async (page) => void (await page.goto('/cases')) },
  { name: 'audit-changes', as: 'auditor', go: async (page) => void (await page.goto('/changes')) },
  {
    name: 'audit-sample',
    as: 'auditor',
    go: async (page) => {
      const data = { name: 'Terminy w marcu', size: 3, points: ['Termin dotrzymany', 'Odpowiedź zgodna z zatwierdzoną'] };
      const answer = await page.request.post('/api/v1/samples', { data, headers: { Origin: new URL(page.url()).origin } });
      await page.goto(`/samples/${((await answer.json()) as { id: string }).id}`);
      await page.getByRole('radio', { name: 'uwaga' }).first().press(' ');
    },
  },
  { name: 'owner-running', as: 'owner', go: async (page) => void (await page.goto('/running')) },
  {
    name: 'owner-places',
    as: 'owner',
    go: async (page) => void (await page.goto('/running/resident-matter/1?diagram=resolve-matter/1&process=resolve-matter&step=answer')),
  },
  { name: 'owner-catalogue', as: 'owner', go: async (page) => void (await page.goto('/catalogue')) },
  { name: 'owner-entry', as: 'owner', go: async (page) => void (await page.goto('/catalogue/roads.pothole')) },
  { name: 'owner-version', as: 'owner', go: async (page) => void (await page.goto('/models/resident-matter/1')) },
  { name: 'admin-people', as: 'admin', go: async (page) => void (await page.goto('/people')) },
  {
    name: 'admin-person',
    as: 'admin',
    go: async (page) => {
      await page.goto('/people');
      await page.getByRole('button', { name: 'Zmień: Paweł Telefonik' }).click();
    },
  },
  { name: 'admin-calendars', as: 'admin', go: async (page) => void (await page.goto('/calendars')) },
  {
    name: 'admin-calendar',
    as: 'admin',
    go: async (page) => {
      await page.goto('/calendars/office');
      await page.getByRole('button', { name: 'Policz termin' }).click();
      await page.getByText('Termin upływa').waitFor();
    },
  },
  {
    name: 'admin-calendar-week',
    as: 'admin',
    go: async (page) => {
      await page.goto('/calendars/office');
      await page.getByRole('button', { name: 'Zmień tydzień' }).click();
    },
  },
  { name: 'admin-systems', as: 'admin', go: async (page) => void (await page.goto('/systems')) },
  {
    name: 'frame-search',
    as: 'line1',
    go: async (page) => {
      await page.goto('/queue?view=tier');
      await page
        .getByRole('row')
        .or(page.getByRole('link', { name: /LCK-/ }))
        .nth(1)
        .waitFor();
      await page.keyboard.press('Control+k');
      await page.keyboard.type('00');
      await page.getByRole('group', { name: 'Sprawy' }).waitFor();
    },
  },
  {
    name: 'frame-keys',
    as: 'line1',
    go: async (page) => {
      await page.goto('/queue');
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.keyboard.press('Control+/');
    },
  },
  { name: 'frame-first-steps', as: 'owner', go: async (page) => void (await page.goto('/')) },
  { name: 'frame-numbers', as: 'line1', go: async (page) => void (await page.goto('/my-numbers')) },
  { name: 'password', as: 'line1', go: async (page) => void (await page.goto('/password')) },
  { name: 'access-log', as: 'auditor', go: async (page) => void (await page.goto('/access-log')) },
  {
    name: 'history',
    as: 'auditor',
    go: async (page, house) => {
      await page.goto(`/cases/${await caseAt(house, `c.status = 'resolved'`)}/history`);
      await page.getByRole('option').nth(4).click();
    },
  },
  {
    name: 'history-called',
    as: 'auditor',
    go: async (page, house) => {
      await page.goto(`/cases/${await caseAt(house, `c.hand_ons > 0`)}/history`);
      await page
        .getByRole('button', { name: /Wejdź do procesu/ })
        .first()
        .click();
    },
  },
  {
    name: 'check-case',
    go: async (page, house) => {
      const [found] = await house.sql<{ number: string; code: string }>(
        `SELECT number, status_code AS code FROM case_file WHERE status = 'open' AND promise_at > now() LIMIT 1`,
      );
      await page.goto('/check');
      await page.getByLabel('Numer sprawy').fill(found?.number ?? '');
      await page.getByLabel('Kod').fill(found?.code ?? '');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 2 }).waitFor();
    },
  },
  { name: 'check-form', go: async (page) => void (await page.goto('/check')) },
  { name: 'accessibility', go: async (page) => void (await page.goto('/accessibility')) },
  { name: 'no-page', as: 'owner', go: async (page) => void (await page.goto('/')) },
  {
    name: 'case-together',
    as: 'line1',
    go: async (page, house) => {
      const number = await caseAt(house, `t.tier = 'line-1' AND t.assignee = 'line1' AND c.resident_id IS NOT NULL`);
      const headers = { Origin: new URL(page.url()).origin };
      const to = { tier: 'line-2' };
      await page.request.post(`/api/v1/cases/${number}/questions`, { data: { question: 'Czy ta droga jest powiatowa?', to }, headers });
      await page.request.post(`/api/v1/cases/${number}/notes`, { data: { text: 'Dzwonić po 16.' }, headers });
      await page.request.post(`/api/v1/cases/${number}/documents?name=zdjecie-dziury.jpg`, { data: Buffer.from('x'), headers });
      await page.goto(`/cases/${number}`);
      await page.getByRole('radio', { name: 'Załatw' }).press(' ');
      await page.getByRole('button', { name: 'Pokaż drogę sprawy' }).click();
      await page.locator('[data-drawn="true"]').waitFor();
    },
    isFull: true,
  },
  {
    name: 'queue-questions',
    as: 'line2',
    go: async (page, house) => {
      const number = await caseAt(house, `t.tier = 'line-2'`);
      const data = { question: 'Kto to naprawia i kiedy?', to: { login: 'line1' } };
      await page.request.post(`/api/v1/cases/${number}/questions`, { data, headers: { Origin: new URL(page.url()).origin } });
      await page.goto('/queue?view=questions');
      await page.getByText('Kto to naprawia i kiedy?').first().waitFor();
    },
  },
  {
    name: 'queue-picked',
    as: 'lead',
    go: async (page) => {
      await page.goto('/queue?view=tier&free=1');
      for (const index of [0, 1])
        await page
          .getByRole('checkbox', { name: /Zaznacz/ })
          .nth(index)
          .check({ force: true });
    },
  },
  {
    name: 'resident-known',
    as: 'frontoffice',
    go: async (page, house) => {
      const [known] = await house.sql<{ id: string }>(
        `SELECT resident_id AS id FROM case_file WHERE status = 'open' AND resident_id IS NOT NULL AND registered_by = 'frontoffice' LIMIT 1`,
      );
      await house.sql(
        `INSERT INTO resident (id, kind, name, phone, reply_channel, created_at)
         SELECT gen_random_uuid(), kind, upper(name), phone, 'none', now() FROM resident r WHERE id = $1
            AND NOT EXISTS (SELECT FROM resident o WHERE o.name = upper(r.name))`,
        [known?.id],
      );
      await page.goto(`/residents/${known?.id}`);
      await page.getByRole('region', { name: 'Może to ta sama osoba' }).waitFor();
    },
    isFull: true,
  },
];

let house: House;
let browser: Browser;

beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
}, 300_000);
afterAll(async () => {
  await browser.close();
  await house.stop();
});

const wanted = process.env.OKIENKO_TEST_SCREENSHOTS ?? 'all';
const TALL_PX = 2_400;
const DEVICES = [
  { device: 'laptop', options: { viewport: LAPTOP } },
  { device: 'phone', options: { viewport: PHONE, hasTouch: true, isMobile: true } },
  { device: 'dark', options: { viewport: LAPTOP, colorScheme: 'dark' as const } },
];

test.each(SHOTS.filter(({ name }) => wanted === 'all' || name.includes(wanted)))(
  '$name',
  async ({ name, as, go, isFull = false }) => {
    for (const { device, options: usual } of DEVICES) {
      const options = isFull ? { ...usual, viewport: { ...usual.viewport, height: TALL_PX } } : usual;
      const { page, context } =
        as === undefined ? await visit(browser, house.url, options) : await visitAs(browser, house.url, as, '/', options);
      if (!(device === 'phone' && name === 'queue-preview')) {
        await go(page, house);
        // The live stream never ends, so the network is never idle.
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForTimeout(800);
        await page.screenshot({ path: `${FOLDER}${name}-${device}.png` });
      }
      await context.close();
    }
  },
  120_000,
);
