/** Words of the skeleton. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({ pl: { loading: 'Wczytuję…' }, en: { loading: 'Loading…' } });
