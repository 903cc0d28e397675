/** Words of one's own figures. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    rail: 'Moje liczby',
    title: 'Moje liczby',
    about: 'To Twoje liczby i widzisz je tylko Ty. Kierownik widzi liczby całych grup, nigdy pojedynczych osób.',
    table: 'Moje liczby: tydzień i miesiąc z poprzednimi',
    empty: 'W tym i poprzednim miesiącu nie ma jeszcze Twojej pracy do policzenia. Liczby pojawią się po pierwszej sprawie.',
    queue: 'Przejdź do kolejki',
  },
  en: {
    rail: 'My numbers',
    title: 'My numbers',
    about: 'These numbers are yours and only you see them. A lead sees those of whole groups, never of one person.',
    table: 'My numbers: week and month with the ones before',
    empty: 'There is no work of yours to count in this month and the one before. The numbers come with your first case.',
    queue: 'Go to the queue',
  },
});
