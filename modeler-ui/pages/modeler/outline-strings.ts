/** Texts of the list of steps. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    title: 'Lista kroków',
    choose: 'Wybierz krok, choćby strzałkami. Jego nazwę i właściwości zmienisz w panelu.',
    expand: 'Rozwiń lub zwiń',
    unnamed: '{kind} (bez nazwy)',
    way: '→ {to}',
    'way.named': '→ {name}: {to}',
    acts: 'Czynności: {name}',
    add: 'Dodaj krok dalej',
    'add.label': 'Dodaj za „{name}”',
    lead: 'Poprowadź drogę do',
    'lead.elsewhere': 'Poprowadź gdzie indziej',
    'lead.label': 'Dokąd z „{name}”',
    earlier: 'Wcześniej',
    later: 'Później',
    remove: 'Usuń',
  },
  en: {
    title: 'List of steps',
    choose: 'Choose a step, with the arrow keys if you like. Change its name and properties in the panel.',
    expand: 'Expand or fold',
    unnamed: '{kind} (no name)',
    way: '→ {to}',
    'way.named': '→ {name}: {to}',
    acts: 'Acts: {name}',
    add: 'Add a step after',
    'add.label': 'Add after “{name}”',
    lead: 'Lead a way to',
    'lead.elsewhere': 'Lead elsewhere',
    'lead.label': 'Where to from “{name}”',
    earlier: 'Earlier',
    later: 'Later',
    remove: 'Delete',
  },
});
