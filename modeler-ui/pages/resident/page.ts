/** A resident's place in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';

export const residentPage: AppPage = {
  path: '/residents/:id',
  act: 'resident.read',
  component: lazyPage(() => import('./ResidentPage.js')),
};
