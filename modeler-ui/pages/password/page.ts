/** The place of changing one's own password; the way there is in the person's menu. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';

export const passwordPage: AppPage = { path: '/password', component: lazyPage(() => import('./PasswordPage.js')) };
