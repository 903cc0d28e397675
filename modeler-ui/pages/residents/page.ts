/** The search for residents in the application. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const residentsPage: AppPage = {
  path: '/residents',
  act: 'resident.read',
  component: lazy(() => import('./ResidentsPage.js')),
  rail: { href: '/residents', icon: 'people', strings },
};
