/** The desk's place in the application: the landing page of whoever takes calls. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const deskPage: AppPage = {
  path: '/desk',
  act: 'desk.use',
  component: lazyPage(() => import('./DeskPage.js')),
  rail: { href: '/desk', icon: 'phone', strings },
};
