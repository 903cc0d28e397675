/** A resident's place in the application. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';

export const residentPage: AppPage = {
  path: '/residents/:id',
  act: 'resident.read',
  component: lazy(() => import('./ResidentPage.js')),
};
