/** Words of who is told when a system doesn't answer. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    'told.of': 'O awarii dowie się',
    'told.everybody': 'wszyscy administratorzy',
    'told.away': '{name} (nieobecna osoba, więc wszyscy administratorzy)',
    'told.left': '{name} (już nie pracuje, więc wszyscy administratorzy)',
    told: 'Kogo zawiadomić',
    'told.named': 'Kogo zawiadomić: {system}',
    'told.means':
      'List wychodzi raz na każdą awarię; w przerwie planowej nie wychodzi. Gdy wybranej osoby nie ma w pracy albo już nie pracuje, dostają go wszyscy administratorzy.',
    'told.who': 'Kto dostaje list',
    'told.missing': 'Wybierz osobę albo „wszyscy administratorzy”.',
    'told.save': 'Zapisz wybór',
    'told.failed': 'Nic się nie zmieniło: {why}',
  },
  en: {
    'told.of': 'Told of an outage',
    'told.everybody': 'every administrator',
    'told.away': '{name} (is away, so every administrator)',
    'told.left': '{name} (has left, so every administrator)',
    told: 'Choose who is told',
    'told.named': 'Choose who is told: {system}',
    'told.means':
      'One letter goes out for each outage, none during a planned rest. While the person is away, or once they have left, every administrator gets it.',
    'told.who': 'Who gets the letter',
    'told.missing': 'Choose a person or “every administrator”.',
    'told.save': 'Save the choice',
    'told.failed': 'Nothing was changed: {why}',
  },
});
