/** Words for a server that doesn't answer. */
import { defineStrings } from '../i18n/strings.js';

export const strings = defineStrings({
  pl: { unreachable: 'Serwer nie odpowiada. Wpisany tekst zostaje; spróbuj ponownie za chwilę.' },
  en: { unreachable: 'The server does not answer. What you typed stays; try again in a moment.' },
});
