/** Pictures of the administrator's pages: people, calendars, systems. */
import type { House } from '../support/house.js';
import type { Shot } from './shot.js';

/** One that a person chooses about, one with a second record, one that is being repaired. */
async function someDrift(house: House): Promise<void> {
  const tickets = await house.sql<{ id: string; number: string; run: string }>(
    `SELECT id, case_number AS number, case_run AS run FROM crm_record WHERE status = 'resolved' ORDER BY id LIMIT 3`,
  );
  const [both, twice, gone] = tickets;
  await house.sql(`UPDATE agreement SET agreed = agreed || '{"status": "stalled"}' WHERE record_id = $1`, [both?.id]);
  await house.sql(`UPDATE crm_record SET status = 'rejected' WHERE id = ANY ($1)`, [[both?.id, gone?.id]]);
  await house.sql(
    `INSERT INTO crm_record (id, case_number, case_run, title, channel, status, opened_at, changed_at)
     VALUES ('by-hand', $1, $2, 'Druga karta', 'phone', 'open', now(), now()) ON CONFLICT DO NOTHING`,
    [twice?.number, twice?.run],
  );
  await house.api.reconcileAll();
}

export const ADMIN: readonly Shot[] = [
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
  {
    name: 'admin-drift',
    as: 'admin',
    go: async (page, house) => {
      await someDrift(house);
      await page.goto('/drift');
    },
  },
  {
    name: 'admin-drift-accept',
    as: 'admin',
    go: async (page, house) => {
      await someDrift(house);
      await page.goto('/drift');
      await page
        .getByRole('button', { name: /^Zostaw, jak jest/ })
        .first()
        .click();
    },
  },
  { name: 'admin-systems', as: 'admin', go: async (page) => void (await page.goto('/systems')) },
];
