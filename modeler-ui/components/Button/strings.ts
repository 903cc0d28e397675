/** Words of every button. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({ pl: { pending: 'w toku' }, en: { pending: 'under way' } });
