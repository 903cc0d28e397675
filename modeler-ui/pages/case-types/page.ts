/** The process owner's landing page. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const caseTypesPage: AppPage = {
  path: '/case-types',
  act: 'model.draft',
  component: lazy(() => import('./CaseTypesPage.js')),
  rail: { href: '/case-types', icon: 'flow', strings },
};
