/** Words of the messages that come and go. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: { region: 'Komunikaty', close: 'Zamknij komunikat' },
  en: { region: 'Messages', close: 'Close message' },
});
