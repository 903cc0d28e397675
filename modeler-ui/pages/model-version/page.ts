/** The place of a published version in the application: `/models/resident-matter/7`; without a number, the newest. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';

export const modelVersionPage: AppPage = {
  path: '/models/:processId/:version?',
  act: 'model.read',
  within: ['/case-types', '/cases'],
  component: lazyPage(() => import('./ModelVersionPage.js')),
};
