/** The built-in registers' place in the application: one entry, two pages. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { crmRail, strings } from './strings.js';

export const filesPage: AppPage = {
  path: '/registers/dms',
  act: 'register.read',
  component: lazyPage(() => import('./FilesPage.js')),
  register: 'dms',
  rail: { href: '/registers/dms', icon: 'folder', strings, roles: ['line-2', 'department'] },
};

export const contactsPage: AppPage = {
  path: '/registers/crm',
  act: 'register.read',
  component: lazyPage(() => import('./CrmPage.js')),
  register: 'crm',
  rail: { href: '/registers/crm', icon: 'folder', strings: crmRail, roles: ['line-2', 'department'], insteadOf: '/registers/dms' },
};
