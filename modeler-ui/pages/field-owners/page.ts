/** The place of the owners of fields in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';

export const fieldOwnersPage: AppPage = {
  path: '/field-owners',
  act: 'field-owner.read',
  within: ['/decisions', '/drift', '/systems'],
  component: lazyPage(() => import('./FieldOwnersPage.js')),
};
