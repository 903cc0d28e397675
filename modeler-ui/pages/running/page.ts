/** The places of running cases in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const runningPage: AppPage = {
  path: '/running',
  act: 'running.read',
  component: lazyPage(() => import('./RunningPage.js')),
  rail: { href: '/running', icon: 'running', strings },
};

export const runningVersionPage: AppPage = {
  path: '/running/:processId/:version',
  act: 'running.read',
  component: lazyPage(() => import('./RunningVersionPage.js')),
};
