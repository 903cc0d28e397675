/** Words about signing in and the session's end. */
import { defineStrings } from '../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    login: 'Login',
    'login.missing': 'Wpisz login.',
    password: 'Hasło',
    'password.missing': 'Wpisz hasło.',
    'sign-in': 'Zaloguj',
    unreachable: 'Serwer nie odpowiada. Spróbuj za chwilę.',
    'ended.title': 'Sesja wygasła',
    'ended.text': 'Zaloguj się ponownie jako {name}. Strona i wpisany tekst zostają.',
    'ended.demo': 'Osoby przykładowe mają hasło „demo”.',
    'ended.other': 'Zaloguj inną osobę (niezapisany tekst przepadnie)',
    'ending.text': 'Sesja kończy się za {count} min. Wpisany tekst zostanie.',
    'ending.stay': 'Zostań w systemie',
  },
  en: {
    login: 'Login',
    'login.missing': 'Type your login.',
    password: 'Password',
    'password.missing': 'Type your password.',
    'sign-in': 'Sign in',
    unreachable: 'The server does not answer. Try again in a moment.',
    'ended.title': 'Your session has ended',
    'ended.text': 'Sign in again as {name}. The page and what you typed stay.',
    'ended.demo': 'Sample persons have the password “demo”.',
    'ended.other': 'Sign in somebody else (unsaved text will be lost)',
    'ending.text': 'Your session ends in {count} min. What you typed stays.',
    'ending.stay': 'Stay signed in',
  },
});
