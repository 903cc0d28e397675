/** The queue's place in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const queuePage: AppPage = {
  path: '/queue',
  act: 'task.work',
  component: lazyPage(() => import('./QueuePage.js')),
  rail: { href: '/queue', icon: 'queue', strings },
};
