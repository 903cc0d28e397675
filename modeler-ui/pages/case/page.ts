/** The case page's place in the application. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';

export const casePage: AppPage = {
  path: '/cases/:number',
  act: 'case.read',
  component: lazy(() => import('./CasePage.js')),
};
