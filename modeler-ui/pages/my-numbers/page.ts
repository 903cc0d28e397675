/** The place of one's own figures in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const myNumbersPage: AppPage = {
  path: '/my-numbers',
  act: 'task.work',
  component: lazyPage(() => import('./MyNumbersPage.js')),
  rail: { href: '/my-numbers', icon: 'chart', strings },
};
