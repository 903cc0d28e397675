/** The knowledge of the desk in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const knowledgePage: AppPage = {
  path: '/knowledge',
  act: 'task.work',
  component: lazyPage(() => import('./KnowledgePage.js')),
  rail: { href: '/knowledge', icon: 'book', strings },
};
