/** Pictures of what frames every page: signing in, search, keys, first steps, own numbers and password, an address without a page. */
import type { Shot } from './shot.js';

export const FRAME: readonly Shot[] = [
  { name: 'sign-in', go: async (page) => void (await page.goto('/')) },
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
  { name: 'not-found', as: 'owner', go: async (page) => void (await page.goto('/no-such-page')) },
];
