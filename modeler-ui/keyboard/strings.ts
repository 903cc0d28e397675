/** Words about keys. */
import { defineStrings } from '../i18n/strings.js';

export const strings = defineStrings({
  pl: { title: 'Klawisze na tej stronie', list: 'pokaż tę listę', escape: 'zamknij górną warstwę' },
  en: { title: 'Keys on this page', list: 'show this list', escape: 'close the top layer' },
});
