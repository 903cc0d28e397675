/** The built-in registers' place in the application: one entry, two pages. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const filesPage: AppPage = {
  path: '/registers/dms',
  act: 'register.read',
  component: lazyPage(() => import('./FilesPage.js')),
  rail: { href: '/registers/dms', icon: 'folder', strings, roles: ['line-2', 'department'] },
};

export const contactsPage: AppPage = {
  path: '/registers/crm',
  act: 'register.read',
  component: lazyPage(() => import('./CrmPage.js')),
};
