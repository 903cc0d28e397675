/** The modeler's place in the application. Its chunk is the heaviest of all and comes when a draft is opened. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';

export const modelerPage: AppPage = {
  path: '/case-types/:id',
  act: 'model.draft',
  component: lazyPage(() => import('./ModelerPage.js')),
};
