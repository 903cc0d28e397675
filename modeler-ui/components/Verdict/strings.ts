/** Words of a verdict on history. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    intact: 'Historia jest niezmieniona',
    broken: 'Historia została zmieniona',
    'checked.title': 'Co sprawdzono',
    'checked.journal': 'Dziennik spraw: wpisy – {entries}, sprawy – {cases}, kotwice – {anchors}, usunięte dane – {erased}.',
    'checked.engine': 'Przebieg procesów: zapisy – {rows}, przebiegi – {streams}, kotwice – {anchors}, usunięte dane – {erased}.',
    'checked.no-engine': 'Przebiegu procesów nie da się w tej instalacji udowodnić.',
    unanchored: 'Jeszcze bez kotwicy: {journal} w dzienniku, {records} w przebiegu procesów.',
    'faults.title': 'Co się nie zgadza ({count})',
    'fault.entry': 'wpis {entry}',
    'not-checked.title': 'Czego nie sprawdzono',
  },
  en: {
    intact: 'The history is unchanged',
    broken: 'The history was changed',
    'checked.title': 'What was checked',
    'checked.journal': 'Case journal: entries – {entries}, cases – {cases}, anchors – {anchors}, erased data – {erased}.',
    'checked.engine': 'Course of the processes: records – {rows}, courses – {streams}, anchors – {anchors}, erased data – {erased}.',
    'checked.no-engine': 'The course of the processes cannot be proved in this installation.',
    unanchored: 'Without an anchor yet: {journal} in the journal, {records} in the course of the processes.',
    'faults.title': 'What does not fit ({count})',
    'fault.entry': 'entry {entry}',
    'not-checked.title': 'What was not checked',
  },
});
