/** Words for what is done with many tasks at once. */
import { defineStrings } from '../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    given: {
      one: '{name}: przydzielono {count} zadanie.',
      few: '{name}: przydzielono {count} zadania.',
      many: '{name}: przydzielono {count} zadań.',
      other: '{name}: przydzielono {count} zadania.',
    },
    'given-back': {
      one: 'Oddano do kolejki {count} zadanie.',
      few: 'Oddano do kolejki {count} zadania.',
      many: 'Oddano do kolejki {count} zadań.',
      other: 'Oddano do kolejki {count} zadania.',
    },
    spread: {
      one: 'Rozdzielono {count} zadanie.',
      few: 'Rozdzielono {count} zadania.',
      many: 'Rozdzielono {count} zadań.',
      other: 'Rozdzielono {count} zadania.',
    },
    'take-back': 'Cofnij',
    'taken-back': {
      one: 'Cofnięto: {count} zadanie jest tam, gdzie było.',
      few: 'Cofnięto: {count} zadania są tam, gdzie były.',
      many: 'Cofnięto: {count} zadań jest tam, gdzie było.',
      other: 'Cofnięto: {count} zadania jest tam, gdzie było.',
    },
    failed: {
      one: 'Nie udało się z {count} zadaniem. {number}: {why}',
      few: 'Nie udało się z {count} zadaniami. {number}: {why}',
      many: 'Nie udało się z {count} zadaniami. {number}: {why}',
      other: 'Nie udało się z {count} zadania. {number}: {why}',
    },
  },
  en: {
    given: { one: '{name}: {count} task assigned.', other: '{name}: {count} tasks assigned.' },
    'given-back': { one: '{count} task is back in the queue.', other: '{count} tasks are back in the queue.' },
    spread: { one: '{count} task distributed.', other: '{count} tasks distributed.' },
    'take-back': 'Undo',
    'taken-back': { one: 'Undone: {count} task is where it was.', other: 'Undone: {count} tasks are where they were.' },
    failed: { one: '{count} task failed. {number}: {why}', other: '{count} tasks failed. {number}: {why}' },
  },
});
