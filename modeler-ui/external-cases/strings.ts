/** Words for cases that live in other systems, wherever they are shown. */
import { defineStrings } from '../i18n/strings.js';

export const strings = defineStrings({
  pl: { title: 'Sprawy w innych systemach' },
  en: { title: 'Cases in other systems' },
});
