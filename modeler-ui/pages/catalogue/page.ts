/** The owner's catalogue in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const cataloguePage: AppPage = {
  path: '/catalogue',
  act: 'catalogue.write',
  component: lazyPage(() => import('./CataloguePage.js')),
  rail: { href: '/catalogue', icon: 'book', strings },
};

/** `/catalogue/new` makes one. */
export const catalogueEntryPage: AppPage = {
  path: '/catalogue/:code',
  act: 'catalogue.write',
  component: lazyPage(() => import('./EntryPage.js')),
};
