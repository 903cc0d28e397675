/** The place of systems and failed steps in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const systemsPage: AppPage = {
  path: '/systems',
  act: 'step.retry',
  component: lazyPage(() => import('./SystemsPage.js')),
  rail: { href: '/systems', icon: 'systems', strings },
};
