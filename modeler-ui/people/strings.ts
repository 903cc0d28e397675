/** Words of who is away. */
import { defineStrings } from '../i18n/strings.js';

export const strings = defineStrings({
  pl: { away: 'nieobecność do {day}', substitute: 'zastępuje {name}' },
  en: { away: 'away until {day}', substitute: '{name} stands in' },
});
