/** Words of a step's form and decision table, and what a new one begins with. */
import { defineStrings } from '../../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    form: 'Formularz',
    'form.none': 'Zwykły: sama decyzja i uwaga',
    'form.open': 'Otwórz formularz',
    'form.new': 'Nowy formularz',
    decisions: 'Tabela decyzyjna',
    'decisions.none': 'Nie wybrano',
    'decisions.open': 'Otwórz tabelę',
    'decisions.new': 'Nowa tabela',
    choice: '{name} ({id})',
    result: 'Nazwa rozstrzygnięcia',
    'result.help': 'Pod tą nazwą czytają je następne kroki.',
    'new.decision': 'Decyzja',
    'new.input': 'Rodzaj sprawy',
    'new.output': 'Wynik',
    unnamed: 'Nowy krok',
  },
  en: {
    form: 'Form',
    'form.none': 'Plain: the decision and a remark',
    'form.open': 'Open the form',
    'form.new': 'New form',
    decisions: 'Decision table',
    'decisions.none': 'Not chosen',
    'decisions.open': 'Open the table',
    'decisions.new': 'New table',
    choice: '{name} ({id})',
    result: 'Name of the result',
    'result.help': 'Steps behind this one read it under this name.',
    'new.decision': 'Decision',
    'new.input': 'Kind of matter',
    'new.output': 'Result',
    unnamed: 'New step',
  },
});
