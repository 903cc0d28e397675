/** Words of changing one's own password. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    title: 'Zmień swoje hasło',
    about: 'Inne Twoje sesje zakończą się od razu.',
    current: 'Obecne hasło',
    'current.missing': 'Wpisz obecne hasło.',
    next: 'Nowe hasło',
    'next.description': 'Co najmniej 12 znaków. Może to być kilka słów.',
    'next.short': 'Nowe hasło musi mieć co najmniej 12 znaków.',
    save: 'Zmień hasło',
    saved: 'Hasło zmienione.',
    unreachable: 'Nie ma połączenia. Hasło się nie zmieniło; spróbuj za chwilę.',
  },
  en: {
    title: 'Change your password',
    about: 'Your other sessions end at once.',
    current: 'Present password',
    'current.missing': 'Enter your present password.',
    next: 'New password',
    'next.description': 'At least 12 characters. It may be several words.',
    'next.short': 'The new password must have at least 12 characters.',
    save: 'Change the password',
    saved: 'The password was changed.',
    unreachable: 'There is no connection. The password has not changed; try again in a moment.',
  },
});
