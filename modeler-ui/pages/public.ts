/** Pages for residents: nobody has to be signed in, and who is signed in sees them just the same. */
import { lazyPage } from './lazy-page.js';

export const PUBLIC_PAGES = [
  { path: '/check', component: lazyPage(() => import('./check-case/CheckCasePage.js')) },
  { path: '/accessibility', component: lazyPage(() => import('./accessibility/AccessibilityPage.js')) },
];
