/** Words of every layer. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({ pl: { close: 'Zamknij okno' }, en: { close: 'Close window' } });
