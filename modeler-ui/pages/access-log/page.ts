/** The access log's place in the application. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const accessLogPage: AppPage = {
  path: '/access-log',
  act: 'access-log.read',
  component: lazy(() => import('./AccessLogPage.js')),
  rail: { href: '/access-log', icon: 'eye', strings },
};
