/** Pictures of the residents' pages, where nobody is signed in. */
import type { Shot } from './shot.js';

export const RESIDENTS: readonly Shot[] = [
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
];
