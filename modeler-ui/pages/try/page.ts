/** Trying a draft: from the modeler's head and from the card of a case type with a draft. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';

export const tryPage: AppPage = {
  path: '/case-types/:id/try',
  act: 'model.draft',
  component: lazyPage(() => import('./TryPage.js')),
};
