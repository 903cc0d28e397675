/** Pictures of what everybody who works on cases has: queue, case, residents, team. */
import { caseAt, residentWithCase } from '../support/in-office.js';
import type { Shot } from './shot.js';

export const CLERKS: readonly Shot[] = [
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
      const resident = await residentWithCase(house);
      await page.goto(`/residents/${resident}`);
      await page.getByRole('list', { name: 'Sprawy i kontakty' }).waitFor();
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
  {
    name: 'case-filtered',
    as: 'line1',
    go: async (page, house) => {
      await page.goto(`/cases/${await caseAt(house, `t.tier = 'line-1' AND t.assignee = 'line1'`)}?only=contacts,hand-ons`);
      await page.getByRole('button', { name: /^Kontakty/ }).waitFor();
    },
    isFull: true,
  },
  {
    name: 'case-pause',
    as: 'line1',
    go: async (page, house) => {
      await page.goto(`/cases/${await caseAt(house, `t.tier = 'line-1' AND t.assignee = 'line1'`)}`);
      await page.getByRole('button', { name: 'Wpisz przerwę' }).press('Enter');
      await page.keyboard.press('Control+Enter');
    },
  },
  {
    name: 'case-two',
    as: 'line1',
    go: async (page, house) => {
      const number = await caseAt(house, `t.tier = 'line-1' AND t.assignee = 'line1'`);
      const there = `SELECT id FROM case_file WHERE number = '${number}'`;
      // Two colleagues look, for as long as the picture takes; one has saved another draft.
      await house.sql(
        `INSERT INTO case_presence (case_id, login, seen_at) SELECT c.id, p.login, now() + interval '1 minute' FROM (${there}) c, person p
          WHERE p.login IN ('line1b', 'lead') ON CONFLICT (case_id, login) DO UPDATE SET seen_at = excluded.seen_at`,
      );
      await house.sql(
        `DELETE FROM task_draft d USING task t WHERE t.engine = d.engine AND t.task_key = d.task_key AND t.case_id = (${there})`,
      );
      await page.goto(`/cases/${number}`);
      await page.getByRole('radio', { name: 'Przekaż do LW-2' }).press(' ');
      await page.getByRole('textbox', { name: 'Uzasadnienie' }).fill('Brakuje adresu, oddzwonię po 16.');
      await house.sql(
        `INSERT INTO task_draft (engine, task_key, version, fields, saved_by, saved_at)
         SELECT t.engine, t.task_key, 9, '{"reason":"Trzeba oględzin na miejscu."}', 'line1b', now()
           FROM task t WHERE t.case_id = (${there}) AND t.state = 'open'
         ON CONFLICT (engine, task_key) DO UPDATE SET version = 9, fields = excluded.fields, saved_by = 'line1b'`,
      );
      await page.keyboard.press('Control+s');
      await page.getByRole('dialog', { name: 'Ktoś zapisał ten formularz przed Tobą' }).waitFor();
    },
  },
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
      const resident = await residentWithCase(house, `registered_by = 'frontoffice'`);
      await house.sql(
        `INSERT INTO resident (id, kind, name, phone, reply_channel, created_at)
         SELECT gen_random_uuid(), kind, upper(name), phone, 'none', now() FROM resident r WHERE id = $1
            AND NOT EXISTS (SELECT FROM resident o WHERE o.name = upper(r.name))`,
        [resident],
      );
      await page.goto(`/residents/${resident}`);
      await page.getByRole('region', { name: 'Może to ta sama osoba' }).waitFor();
    },
    isFull: true,
  },
];
