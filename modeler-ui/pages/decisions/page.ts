/** The list of forms and decision tables in the process owner's rail, and one of them. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const decisionsPage: AppPage = {
  path: '/decisions',
  act: 'model.draft',
  component: lazyPage(() => import('./DecisionsPage.js')),
  rail: { href: '/decisions', icon: 'table', strings },
};

export const decisionPage: AppPage = {
  path: '/decisions/:kind/:id',
  act: 'model.draft',
  component: lazyPage(() => import('./DecisionPage.js')),
};
