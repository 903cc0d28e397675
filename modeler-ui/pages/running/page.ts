/** The places of running cases in the application. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const runningPage: AppPage = {
  path: '/running',
  act: 'running.read',
  component: lazy(() => import('./RunningPage.js')),
  rail: { href: '/running', icon: 'running', strings },
};

export const runningVersionPage: AppPage = {
  path: '/running/:processId/:version',
  act: 'running.read',
  component: lazy(() => import('./RunningVersionPage.js')),
};
