/** Words of every layer. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    close: 'Zamknij okno',
    cancel: 'Anuluj',
    lost: 'Wpisany tekst nie jest jeszcze zapisany. Zamknięcie okna go usunie.',
    'lost.stay': 'Wróć do tekstu',
    'lost.close': 'Zamknij i usuń tekst',
  },
  en: {
    close: 'Close window',
    cancel: 'Cancel',
    lost: 'What you typed is not saved yet. Closing the window removes it.',
    'lost.stay': 'Back to the text',
    'lost.close': 'Close and remove the text',
  },
});
