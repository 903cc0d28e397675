/** Words of the sign-in page. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    title: 'Zaloguj się do Okienka',
    about: 'Sprawy mieszkańców od pierwszego kontaktu do odpowiedzi.',
    'other-language': 'In English',
    'check-case': 'Sprawdź swoją sprawę',
    accessibility: 'Deklaracja dostępności',
    'demo.title': 'Wejdź bez hasła',
    'demo.about': 'To wersja pokazowa: osoby i sprawy są wymyślone.',
    'demo.as': 'Wejdź jako',
  },
  en: {
    title: 'Sign in to Okienko',
    about: 'Residents’ matters from the first contact to the answer.',
    'other-language': 'Po polsku',
    'check-case': 'Check your case',
    accessibility: 'Accessibility statement',
    'demo.title': 'Enter without a password',
    'demo.about': 'This is a demo: people and cases are invented.',
    'demo.as': 'Enter as',
  },
});
