/** Words of the search over everything. */
import { defineStrings } from '../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    open: 'Szukaj',
    title: 'Szukaj i przejdź gdziekolwiek',
    label: 'Numer sprawy, mieszkaniec, hasło wiedzy, strona',
    'group.recent': 'Ostatnio otwierane',
    'group.pages': 'Strony',
    'group.cases': 'Sprawy',
    'group.residents': 'Mieszkańcy',
    'group.articles': 'Wiedza',
    'group.case-types': 'Rodzaje spraw',
    'group.people': 'Osoby',
    searching: 'Szukam…',
    none: 'Nic nie pasuje do „{typed}”. Spróbuj krócej: końcówka numeru, początek nazwiska, jedno słowo.',
    failed: 'Nie udało się wyszukać. Strony poniżej działają; spróbuj ponownie za chwilę.',
    logged: 'Wyszukiwanie mieszkańców trafia do dziennika dostępu.',
    results: 'Wyniki',
  },
  en: {
    open: 'Search',
    title: 'Search and go anywhere',
    label: 'Case number, resident, knowledge, page',
    'group.recent': 'Opened last',
    'group.pages': 'Pages',
    'group.cases': 'Cases',
    'group.residents': 'Residents',
    'group.articles': 'Knowledge',
    'group.case-types': 'Case types',
    'group.people': 'People',
    searching: 'Searching…',
    none: 'Nothing fits “{typed}”. Try less: the end of the number, the beginning of a name, one word.',
    failed: 'The search failed. The pages below work; try again in a moment.',
    logged: 'A search for residents is written to the access log.',
    results: 'Results',
  },
});
