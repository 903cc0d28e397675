/** The place of people and units in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const peoplePage: AppPage = {
  path: '/people',
  act: 'people.write',
  component: lazyPage(() => import('./PeoplePage.js')),
  rail: { href: '/people', icon: 'people', strings },
};
