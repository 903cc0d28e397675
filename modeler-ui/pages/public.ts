/** Pages for residents: nobody has to be signed in, and who is signed in sees them just the same. */
import { lazy } from 'react';

export const PUBLIC_PAGES = [
  { path: '/check', component: lazy(() => import('./check-case/CheckCasePage.js')) },
  { path: '/accessibility', component: lazy(() => import('./accessibility/AccessibilityPage.js')) },
];
