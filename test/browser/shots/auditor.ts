/** Pictures of the auditor's pages: cases, samples, changes, access log, history. */
import { caseAt } from '../support/in-office.js';
import type { Shot } from './shot.js';

export const AUDITOR: readonly Shot[] = [
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
];
