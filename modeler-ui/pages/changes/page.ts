/** The place of changes in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const changesPage: AppPage = {
  path: '/changes',
  act: 'changes.read',
  component: lazyPage(() => import('./ChangesPage.js')),
  rail: { href: '/changes', icon: 'changes', strings },
};
