/** Words of the search for residents. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    rail: 'Mieszkańcy',
    title: 'Mieszkańcy',
    search: 'Znajdź mieszkańca',
    'search.description': 'Część numeru telefonu, nazwisko, e-mail, adres lub numer sprawy. Wyszukanie zapisuje się w dzienniku dostępu.',
    start: 'Wpisz co najmniej dwie litery albo trzy cyfry.',
    found: 'Znalezieni mieszkańcy',
    'found.count': { one: 'Znaleziono {count}', few: 'Znaleziono {count}', many: 'Znaleziono {count}', other: 'Znaleziono {count}' },
    'found.more': 'Pokazujemy pierwszych {count}. Dopisz więcej, żeby zawęzić.',
    none: 'Nikt nie pasuje do „{q}”.',
    'none.why': 'Wpisz mniej: samo nazwisko albo trzy ostatnie cyfry telefonu.',
    desk: 'Zacznij nowy kontakt',
  },
  en: {
    rail: 'Residents',
    title: 'Residents',
    search: 'Find a resident',
    'search.description': 'Part of a phone number, name, e-mail, address or case number. The search is written to the access log.',
    start: 'Type at least two letters or three digits.',
    found: 'Residents found',
    'found.count': { one: '{count} found', other: '{count} found' },
    'found.more': 'The first {count} are shown. Type more to narrow it.',
    none: 'Nobody fits “{q}”.',
    'none.why': 'Type less: the surname alone, or the last three digits of the phone number.',
    desk: 'Begin a new contact',
  },
});
