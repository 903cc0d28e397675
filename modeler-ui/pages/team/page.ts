/** The lead's page in the application. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const teamPage: AppPage = {
  path: '/team',
  act: 'task.distribute',
  component: lazy(() => import('./TeamPage.js')),
  rail: { href: '/team', icon: 'team', strings },
};
