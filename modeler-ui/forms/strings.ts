/** Words of the form renderer. */
import { defineStrings } from '../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    'fault.missing': 'Wypełnij pole „{label}”.',
    'fault.choose': 'Wybierz: {label}.',
    'fault.not-a-number': 'W polu „{label}” wpisz liczbę.',
    'fault.too-small': 'Wartość w polu „{label}” jest za mała.',
    'fault.too-large': 'Wartość w polu „{label}” jest za duża.',
    'fault.too-long': 'Skróć tekst w polu „{label}”.',
    'fault.wrong-form': 'Popraw zapis w polu „{label}”.',
    unsupported: 'Formularz zawiera pole, którego ta strona nie umie pokazać ({component}). Zgłoś to gospodarzowi procesu.',
  },
  en: {
    'fault.missing': 'Fill in “{label}”.',
    'fault.choose': 'Choose: {label}.',
    'fault.not-a-number': 'Type a number into “{label}”.',
    'fault.too-small': 'The value of “{label}” is too small.',
    'fault.too-large': 'The value of “{label}” is too large.',
    'fault.too-long': 'Shorten the text of “{label}”.',
    'fault.wrong-form': 'Correct how “{label}” is written.',
    unsupported: 'The form has a field that this page can’t show ({component}). Tell the process owner.',
  },
});
