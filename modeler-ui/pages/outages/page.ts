/** Known outages and planned works in the application; reached from the knowledge page. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';

export const outagesPage: AppPage = {
  path: '/knowledge/outages',
  act: 'outage.read',
  component: lazy(() => import('./OutagesPage.js')),
};
