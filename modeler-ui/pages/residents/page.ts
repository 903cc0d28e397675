/** The search for residents in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const residentsPage: AppPage = {
  path: '/residents',
  act: 'resident.read',
  component: lazyPage(() => import('./ResidentsPage.js')),
  rail: { href: '/residents', icon: 'people', strings, roles: ['front-office', 'line-1', 'line-2'] },
};
