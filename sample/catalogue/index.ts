/** The sample catalogue: 40 classifications with the answers that consultants read out, by department. */
import { CIVIL_AFFAIRS } from './civil-affairs.js';
import type { CatalogueEntry } from './entry.js';
import { ENVIRONMENT } from './environment.js';
import { ROADS } from './roads.js';

export type { CatalogueEntry } from './entry.js';

export const CATALOGUE: readonly (CatalogueEntry & { readonly department: string })[] = [
  ...ROADS.map((entry) => ({ ...entry, department: 'roads' })),
  ...ENVIRONMENT.map((entry) => ({ ...entry, department: 'environment' })),
  ...CIVIL_AFFAIRS.map((entry) => ({ ...entry, department: 'civil-affairs' })),
];
