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
    'first.title': 'Ustaw własne hasło',
    'first.about':
      '{name}: hasło, którym właśnie się logujesz, zna też administrator. Ustaw takie, które znasz tylko Ty. Potem otworzy się Okienko.',
    'first.current': 'Hasło od administratora',
    'first.save': 'Ustaw hasło i wejdź',
    'first.sign-out': 'Wyloguj',
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
    'first.title': 'Choose your own password',
    'first.about':
      '{name}: the administrator knows the password that you sign in with now, too. Choose one that nobody else knows. Then Okienko opens.',
    'first.current': 'Password from the administrator',
    'first.save': 'Choose the password and enter',
    'first.sign-out': 'Sign out',
    unreachable: 'There is no connection. The password has not changed; try again in a moment.',
  },
});
