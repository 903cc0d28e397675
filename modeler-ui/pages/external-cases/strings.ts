/** Words of the page of cases in other systems. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    title: 'Sprawy w innych systemach',
    search: 'Numer albo słowo z tytułu',
    empty: 'Żaden system nie zgłosił jeszcze swojej sprawy.',
    'no-result': 'Nic nie pasuje. Spróbuj krócej: początek numeru albo jedno słowo.',
    'show-all': 'Pokaż wszystkie',
  },
  en: {
    title: 'Cases in other systems',
    search: 'Number or a word of the title',
    empty: 'No system has reported a case of its own yet.',
    'no-result': 'Nothing fits. Try less: the beginning of a number or one word.',
    'show-all': 'Show all',
  },
});
