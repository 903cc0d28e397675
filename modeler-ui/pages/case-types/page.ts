/** The process owner's landing page. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const caseTypesPage: AppPage = {
  path: '/case-types',
  act: 'model.draft',
  component: lazyPage(() => import('./CaseTypesPage.js')),
  rail: { href: '/case-types', icon: 'flow', strings },
};
