/** Texts of the date field. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    open: 'Kalendarz: {label}',
    before: 'Poprzedni miesiąc',
    after: 'Następny miesiąc',
  },
  en: {
    open: 'Calendar: {label}',
    before: 'Month before',
    after: 'Next month',
  },
});
