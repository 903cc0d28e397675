/** The owner's catalogue in the application. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const cataloguePage: AppPage = {
  path: '/catalogue',
  act: 'catalogue.write',
  component: lazy(() => import('./CataloguePage.js')),
  rail: { href: '/catalogue', icon: 'book', strings },
};

/** `/catalogue/new` makes one. */
export const catalogueEntryPage: AppPage = {
  path: '/catalogue/:code',
  act: 'catalogue.write',
  component: lazy(() => import('./EntryPage.js')),
};
