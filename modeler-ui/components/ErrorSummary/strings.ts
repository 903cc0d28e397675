/** Words of the summary of errors. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    title: {
      one: 'Popraw {count} rzecz. Nic nie zostało wysłane.',
      few: 'Popraw {count} rzeczy. Nic nie zostało wysłane.',
      many: 'Popraw {count} rzeczy. Nic nie zostało wysłane.',
      other: 'Popraw {count} rzeczy. Nic nie zostało wysłane.',
    },
    'signed-in-again': 'Zalogowano ponownie. Nic nie przepadło: wyślij jeszcze raz.',
  },
  en: {
    title: { one: 'Correct {count} thing. Nothing was sent.', other: 'Correct {count} things. Nothing was sent.' },
    'signed-in-again': 'You are signed in again. Nothing was lost: send it once more.',
  },
});
