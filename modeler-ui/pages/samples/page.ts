/** The places of samples in the application. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const samplesPage: AppPage = {
  path: '/samples',
  act: 'sample.work',
  component: lazy(() => import('./SamplesPage.js')),
  rail: { href: '/samples', icon: 'sample', strings },
};

export const samplePage: AppPage = { path: '/samples/:id', act: 'sample.work', component: lazy(() => import('./SamplePage.js')) };
