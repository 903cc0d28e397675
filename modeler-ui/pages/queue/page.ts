/** The queue's place in the application. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const queuePage: AppPage = {
  path: '/queue',
  act: 'task.work',
  component: lazy(() => import('./QueuePage.js')),
  rail: { href: '/queue', icon: 'queue', strings },
};
