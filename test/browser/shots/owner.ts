/** Pictures of the process owner's pages: case types, the modeler, trying, decisions, running cases, the catalogue. */
import type { Page } from 'playwright-core';
import type { Shot } from './shot.js';

/** Each picture a draft of its own: a draft has one editor. */
async function openModeler(page: Page, template = 'information'): Promise<void> {
  const data = { from: 'template', template, name: `Szkic ${Date.now()}` };
  const answer = await page.request.post('/api/v1/drafts', { data, headers: { Origin: new URL(page.url()).origin } });
  await page.goto(`/case-types/${((await answer.json()) as { id: string }).id}`);
}

/** A phone opens the modeler with the list, everything wider with the diagram. */
async function show(page: Page, view: 'Lista kroków' | 'Diagram'): Promise<void> {
  const wanted = page.getByRole('button', { name: view, exact: true });
  await page
    .getByRole('button', { name: /^(Lista kroków|Diagram)$/ })
    .first()
    .waitFor();
  if (await wanted.isVisible()) await wanted.click();
}

async function openPart(page: Page, step: string, button: string, template?: string): Promise<void> {
  await openModeler(page, template);
  await show(page, 'Lista kroków');
  await page.getByRole('row', { name: step, exact: true }).click();
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('button', { name: 'Zamknij kartę' }).waitFor();
}

export const OWNER: readonly Shot[] = [
  { name: 'case-types', as: 'owner', go: async (page) => void (await page.goto('/case-types')) },
  {
    name: 'modeler',
    as: 'owner',
    go: async (page) => {
      await openModeler(page);
      await show(page, 'Diagram');
      await page.waitForTimeout(1_500);
    },
  },
  {
    name: 'modeler-outline',
    as: 'owner',
    go: async (page) => {
      await openModeler(page);
      await show(page, 'Lista kroków');
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
  { name: 'owner-running', as: 'owner', go: async (page) => void (await page.goto('/running')) },
  {
    name: 'owner-places',
    as: 'owner',
    go: async (page) => void (await page.goto('/running/resident-matter/1?diagram=resolve-matter/1&process=resolve-matter&step=answer')),
  },
  { name: 'owner-catalogue', as: 'owner', go: async (page) => void (await page.goto('/catalogue')) },
  { name: 'owner-entry', as: 'owner', go: async (page) => void (await page.goto('/catalogue/roads.pothole')) },
  { name: 'owner-version', as: 'owner', go: async (page) => void (await page.goto('/models/resident-matter/1')) },
  {
    name: 'codes',
    as: 'owner',
    go: async (page) => {
      await page.goto('/codes/crm/outward');
      const cell = page.getByRole('textbox', { name: 'Kod w CRM, reguła 3' });
      await cell.fill('"FIXED"');
      await cell.press('Enter');
      await page.getByRole('button', { name: 'Sprawdź i wypróbuj' }).press('Enter');
      await page.getByRole('heading', { name: 'Ostatni miesiąc z tą tabelą' }).waitFor();
      await page.getByRole('button', { name: /^Kody, które zna/ }).press('Enter');
    },
  },
];
