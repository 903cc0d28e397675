/** Texts of the terms that are ready to be used in a table. */
import { defineStrings } from '../../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    ready: 'Gotowe terminy',
    'ready.term': 'Termin',
    'ready.rule': 'Reguła, która go dostanie',
    'ready.rule.noted': '{number}: {note}',
    'ready.daily': 'Tam liczy się codziennie od {from} do {to}. Godziny bierze się z kalendarza: administrator może taki założyć.',
    'ready.besides': 'Tego żadna reguła nie wyznacza, bo dotyczy całego centrum: {terms}.',
    'ready.write': 'Wpisz do reguły {number}',
  },
  en: {
    ready: 'Ready terms',
    'ready.term': 'Term',
    'ready.rule': 'Rule that gets it',
    'ready.rule.noted': '{number}: {note}',
    'ready.daily': 'There it counts daily from {from} to {to}. Hours are the calendar’s: the administrator can make such a one.',
    'ready.besides': 'No rule sets this, since it binds the centre as a whole: {terms}.',
    'ready.write': 'Write into rule {number}',
  },
});
