/** The place of changes in the application. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const changesPage: AppPage = {
  path: '/changes',
  act: 'changes.read',
  component: lazy(() => import('./ChangesPage.js')),
  rail: { href: '/changes', icon: 'changes', strings },
};
