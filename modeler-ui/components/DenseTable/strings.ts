/** Words of the dense table. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({ pl: { 'more.loading': 'Wczytuję dalsze…' }, en: { 'more.loading': 'Loading more…' } });
