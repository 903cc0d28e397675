/** The place of cases in other systems in the application; reached from the search. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';

export const externalCasesPage: AppPage = {
  path: '/external-cases',
  act: 'case.read',
  component: lazyPage(() => import('./ExternalCasesPage.js')),
};
