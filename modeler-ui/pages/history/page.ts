/** The place of a case's history in the application; one gets there from a case or from the auditor's list. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';

export const historyPage: AppPage = {
  path: '/cases/:number/history',
  act: 'history.read',
  component: lazyPage(() => import('./HistoryPage.js')),
};
