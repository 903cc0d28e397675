/** The place of the auditor's list of cases in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const auditCasesPage: AppPage = {
  path: '/cases',
  act: 'cases.export',
  component: lazyPage(() => import('./AuditCasesPage.js')),
  rail: { href: '/cases', icon: 'cases', strings },
};
