/** The place of what came from other systems and belongs to no case. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const inboxPage: AppPage = {
  path: '/inbox',
  act: 'inbox.work',
  component: lazyPage(() => import('./InboxPage.js')),
  rail: { href: '/inbox', icon: 'changes', strings },
};
