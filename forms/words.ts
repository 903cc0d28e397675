/** What people read about a wrong value; `{label}` is the field's. */
import type { Fault } from './values.js';

type Words = Readonly<Record<`fault.${Fault}`, string>>;

export const FAULT_WORDS = {
  pl: {
    'fault.missing': 'Wypełnij pole „{label}”.',
    'fault.choose': 'Wybierz: {label}.',
    'fault.not-a-number': 'W polu „{label}” wpisz liczbę.',
    'fault.too-small': 'Wartość w polu „{label}” jest za mała.',
    'fault.too-large': 'Wartość w polu „{label}” jest za duża.',
    'fault.too-long': 'Skróć tekst w polu „{label}”.',
    'fault.wrong-form': 'Popraw zapis w polu „{label}”.',
  },
  en: {
    'fault.missing': 'Fill in “{label}”.',
    'fault.choose': 'Choose: {label}.',
    'fault.not-a-number': 'Type a number into “{label}”.',
    'fault.too-small': 'The value of “{label}” is too small.',
    'fault.too-large': 'The value of “{label}” is too large.',
    'fault.too-long': 'Shorten the text of “{label}”.',
    'fault.wrong-form': 'Correct how “{label}” is written.',
  },
} as const satisfies Readonly<Record<'pl' | 'en', Words>>;
