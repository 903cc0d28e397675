/** Known outages and planned works in the application; reached from the knowledge page. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';

export const outagesPage: AppPage = {
  path: '/knowledge/outages',
  act: 'outage.read',
  component: lazyPage(() => import('./OutagesPage.js')),
};
