/** Words of the type-ahead. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: { nothing: 'Nic nie pasuje. Wpisz mniej liter lub inne słowo.' },
  en: { nothing: 'Nothing fits. Type fewer letters or another word.' },
});
