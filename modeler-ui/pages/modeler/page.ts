/** The modeler's place in the application. Its chunk is the heaviest of all and comes when a draft is opened. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';

export const modelerPage: AppPage = {
  path: '/case-types/:id',
  act: 'model.draft',
  component: lazy(() => import('./ModelerPage.js')),
};
