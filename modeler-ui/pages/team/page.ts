/** The lead's page in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const teamPage: AppPage = {
  path: '/team',
  act: 'task.distribute',
  component: lazyPage(() => import('./TeamPage.js')),
  rail: { href: '/team', icon: 'team', strings },
};
