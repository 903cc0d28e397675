/** Words for an address without a page. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    'not-found.title': 'Nie ma takiej strony',
    'not-found.why': 'Sprawdź adres. Strona mogła być przeznaczona dla innej roli.',
    'no-page.title': 'Okienko',
    'no-page.why': 'Twoja rola nie ma jeszcze własnej strony.',
    home: 'Przejdź do strony głównej',
    docs: 'Otwórz opis API',
  },
  en: {
    'not-found.title': 'There is no such page',
    'not-found.why': 'Check the address. The page may belong to another role.',
    'no-page.title': 'Okienko',
    'no-page.why': 'There is no page for your role yet.',
    home: 'Go to the start page',
    docs: 'Open the API reference',
  },
});
