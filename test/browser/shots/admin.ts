/** Pictures of the administrator's pages: people, calendars, systems. */
import type { Shot } from './shot.js';

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
  { name: 'admin-systems', as: 'admin', go: async (page) => void (await page.goto('/systems')) },
];
