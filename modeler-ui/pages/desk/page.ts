/** The desk's place in the application: the landing page of whoever takes calls. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const deskPage: AppPage = {
  path: '/desk',
  act: 'desk.use',
  component: lazy(() => import('./DeskPage.js')),
  rail: { href: '/desk', icon: 'phone', strings },
};
