/** Words for what can't be shown or done. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    refused: 'Nie mogę tego pokazać',
    failed: 'Nie udało się wczytać danych',
    unreachable: 'Serwer nie odpowiada. Nic nie przepadło; spróbuję ponownie, gdy tylko wróci.',
    retry: 'Spróbuj ponownie',
  },
  en: {
    refused: 'This can’t be shown',
    failed: 'The data could not be loaded',
    unreachable: 'The server does not answer. Nothing is lost; it is tried again as soon as it is back.',
    retry: 'Try again',
  },
});
