/** The places of samples in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const samplesPage: AppPage = {
  path: '/samples',
  act: 'sample.work',
  component: lazyPage(() => import('./SamplesPage.js')),
  rail: { href: '/samples', icon: 'sample', strings },
};

export const samplePage: AppPage = { path: '/samples/:id', act: 'sample.work', component: lazyPage(() => import('./SamplePage.js')) };
