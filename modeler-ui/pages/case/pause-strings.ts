/** Words of entering a pause afterwards. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    open: 'Wpisz przerwę',
    title: 'Wpisz przerwę, która już była',
    about:
      'Na przykład pismo wyszło pocztą, a w sprawie nikt tego nie zapisał. Przerwa przesuwa terminy, które jeszcze trwają. Termin, który już minął, zostaje po terminie.',
    kind: 'Na co sprawa czekała',
    'kind.resident': 'Na mieszkańca',
    'kind.office': 'Na inny urząd',
    'kind.other': 'Na coś innego',
    from: 'Początek przerwy',
    to: 'Koniec przerwy',
    reason: 'Dlaczego wpisujesz ją teraz',
    'reason.description': 'Zostaje w historii sprawy razem z Twoim nazwiskiem.',
    basis: 'Podstawa prawna',
    send: 'Wpisz przerwę i przelicz terminy',
    done: 'Przerwa wpisana, terminy przeliczone.',
    failed: 'Przerwy nie wpisano: {why} Tekst jest nadal w formularzu.',
    'wrong.from': 'Podaj początek przerwy, nie wcześniejszy niż przyjęcie sprawy ({registered}).',
    'wrong.to': 'Podaj koniec przerwy: po jej początku i nie w przyszłości.',
    'wrong.reason': 'Napisz, dlaczego wpisujesz przerwę dopiero teraz.',
  },
  en: {
    open: 'Enter a pause',
    title: 'Enter a pause that is over',
    about:
      'A letter went out by post, say, and nobody noted it in the case. A pause moves the dates that still run. A date that has passed stays late.',
    kind: 'What the case waited for',
    'kind.resident': 'The resident',
    'kind.office': 'Another office',
    'kind.other': 'Something else',
    from: 'Beginning of the pause',
    to: 'End of the pause',
    reason: 'Why you enter it now',
    'reason.description': 'It stays in the history of the case, with your name.',
    basis: 'Legal basis',
    send: 'Enter the pause and count again',
    done: 'The pause is entered, the dates are counted again.',
    failed: 'The pause was not entered: {why} The text is still in the form.',
    'wrong.from': 'Give the beginning of the pause, not before the case was registered ({registered}).',
    'wrong.to': 'Give the end of the pause: after its beginning and not in the future.',
    'wrong.reason': 'Write why you enter the pause only now.',
  },
});
