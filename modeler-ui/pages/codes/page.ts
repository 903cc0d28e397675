/** One table of codes, for the process owner; reached from the decisions. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';

export const codesPage: AppPage = {
  path: '/codes/:system/:direction',
  act: 'codes.work',
  within: ['/decisions'],
  component: lazyPage(() => import('./CodesPage.js')),
};
