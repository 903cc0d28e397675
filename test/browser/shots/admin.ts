/** Pictures of the administrator's pages: people, calendars, systems. */
import type { House } from '../support/house.js';
import type { Shot } from './shot.js';

/** One that a person chooses about, one with a second record, one that is being repaired. */
async function someDrift(house: House): Promise<void> {
  await house.api.reconcileAll();
  await house.sql(
    `UPDATE agreement a SET agreed = agreed || '{"status": "stalled"}' FROM crm_record r WHERE r.id = a.record_id AND r.status = 'resolved'`,
  );
  await house.sql(`UPDATE crm_record SET status = 'rejected' WHERE status = 'resolved'`);
  await house.sql(
    `INSERT INTO crm_record (id, case_number, case_run, title, channel, status, opened_at, changed_at)
     SELECT 'by-hand', case_number, case_run, 'Druga karta', channel, status, now(), now() FROM crm_record
      WHERE status = 'open' ORDER BY number LIMIT 1 ON CONFLICT DO NOTHING`,
  );
  await house.sql(`DELETE FROM crm_record WHERE id = (SELECT max(id) FROM crm_record WHERE status = 'open' AND id <> 'by-hand')`);
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
