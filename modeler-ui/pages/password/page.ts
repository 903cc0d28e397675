/** The place of changing one's own password; the way there is in the person's menu. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';

export const passwordPage: AppPage = { path: '/password', component: lazy(() => import('./PasswordPage.js')) };
