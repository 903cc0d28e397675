/** The access log's place in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const accessLogPage: AppPage = {
  path: '/access-log',
  act: 'access-log.read',
  component: lazyPage(() => import('./AccessLogPage.js')),
  rail: { href: '/access-log', icon: 'eye', strings },
};
