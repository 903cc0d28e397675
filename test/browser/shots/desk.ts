/** Pictures of the desk, and of the outages and the knowledge that it leads to. */
import { residentWithCase } from '../support/in-office.js';
import type { Shot } from './shot.js';

export const DESK: readonly Shot[] = [
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
      const resident = await residentWithCase(house);
      await page.goto(`/desk?resident=${resident}`);
      await page.getByRole('textbox', { name: 'Co mówi rozmówca' }).fill('Na jezdni przy szkole jest głęboka dziura, stoi w niej woda.');
      await page.getByRole('combobox', { name: 'Klasyfikacja' }).click();
      await page.getByRole('combobox', { name: 'Klasyfikacja' }).pressSequentially('dziura');
      await page.getByRole('option', { name: 'Dziura w jezdni' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    },
  },
  {
    name: 'desk-articles',
    as: 'line1c',
    go: async (page, house) => {
      await house.sql('DELETE FROM desk_draft');
      await page.goto('/knowledge?entry=civil.identity-card');
      await page.getByRole('button', { name: 'Przeczytane rozmówcy' }).click();
      await page.getByRole('button', { name: 'Wróć do rozmowy' }).click();
      await page.getByRole('region', { name: 'Artykuły w tej rozmowie' }).waitFor();
    },
    isFull: true,
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
    name: 'knowledge',
    as: 'line1',
    go: async (page) => {
      await page.goto('/knowledge?q=dowod');
      await page.getByRole('link', { name: 'Dowód osobisty' }).click();
    },
  },
];
