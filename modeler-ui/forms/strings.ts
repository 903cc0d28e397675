/** Words of the form renderer. */
import { FAULT_WORDS } from '../../forms/words.js';
import { defineStrings } from '../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    ...FAULT_WORDS.pl,
    unsupported: 'Formularz zawiera pole, którego ta strona nie umie pokazać ({component}). Zgłoś to gospodarzowi procesu.',
  },
  en: {
    ...FAULT_WORDS.en,
    unsupported: 'The form has a field that this page can’t show ({component}). Tell the process owner.',
  },
});
