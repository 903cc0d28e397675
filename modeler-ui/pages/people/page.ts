/** The place of people and units in the application. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const peoplePage: AppPage = {
  path: '/people',
  act: 'people.write',
  component: lazy(() => import('./PeoplePage.js')),
  rail: { href: '/people', icon: 'people', strings },
};
