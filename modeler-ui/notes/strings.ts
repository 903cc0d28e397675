/** Words of notes. */
import { defineStrings } from '../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    title: 'Notatki',
    about: 'Dla współpracowników. Mieszkaniec ich nie widzi.',
    text: 'Nowa notatka',
    add: 'Dodaj notatkę',
    added: 'Dodano notatkę.',
    edit: 'Popraw notatkę',
    'edit.text': 'Notatka',
    save: 'Zapisz poprawkę',
    cancel: 'Zostaw jak było',
    changed: 'poprawiona',
    hidden: 'Treść zasłonięta',
    missing: 'Napisz coś, zanim zapiszesz.',
    more: { one: 'Pokaż jeszcze {count}', few: 'Pokaż jeszcze {count}', many: 'Pokaż jeszcze {count}', other: 'Pokaż jeszcze {count}' },
  },
  en: {
    title: 'Notes',
    about: 'For colleagues. The resident does not see them.',
    text: 'New note',
    add: 'Add a note',
    added: 'Note added.',
    edit: 'Mend the note',
    'edit.text': 'Note',
    save: 'Save the change',
    cancel: 'Leave it as it was',
    changed: 'mended',
    hidden: 'Words masked',
    missing: 'Write something before you save.',
    more: { one: 'Show {count} more', other: 'Show {count} more' },
  },
});
