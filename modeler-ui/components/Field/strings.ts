/** Words around every input. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: { optional: 'nieobowiązkowe', show: 'Pokaż hasło', hide: 'Ukryj hasło' },
  en: { optional: 'optional', show: 'Show password', hide: 'Hide password' },
});
