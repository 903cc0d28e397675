/** The place of differences between cases and other systems. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const driftPage: AppPage = {
  path: '/drift',
  act: 'drift.read',
  component: lazyPage(() => import('./DriftPage.js')),
  rail: { href: '/drift', icon: 'warning', strings },
};
