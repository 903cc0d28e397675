/** The case page's place in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';

export const casePage: AppPage = {
  path: '/cases/:number',
  act: 'case.read',
  component: lazyPage(() => import('./CasePage.js')),
};
