/** Texts of the date field. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    open: 'Kalendarz',
    before: 'Poprzedni miesiąc',
    after: 'Następny miesiąc',
  },
  en: {
    open: 'Calendar',
    before: 'Month before',
    after: 'Next month',
  },
});
