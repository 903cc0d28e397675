/** Owns the promises of contact centres that publish theirs, ready to begin with: their terms, and the hours in which they count. */
import type { DurationRule } from './duration-rule.js';
import type { Words } from './words.js';

export interface PromisePreset {
  readonly code: string;
  readonly name: Words;
  /** Hours of each day in which it counts; absent: those of the city's calendar. */
  readonly daily?: { readonly from: string; readonly to: string };
  readonly terms: readonly {
    readonly code: string;
    readonly name: Words;
    readonly rule: DurationRule;
    /** Which date of a case it is; null: it binds the centre as a whole (picking up, an average), and no case has a date by it. */
    readonly sets: 'promise' | 'acceptance' | null;
  }[];
}

const serviceMinutes = (amount: number): DurationRule => ({ unit: 'working-minutes', amount, counting: 'plain' });
const calendarDays = (amount: number): DurationRule => ({ unit: 'calendar-days', amount, counting: 'plain' });

export const PROMISE_PRESETS: readonly PromisePreset[] = [
  {
    code: 'kuk',
    name: { pl: 'KÜK (Węgry)', en: 'KÜK (Hungary)' },
    daily: { from: '06:00', to: '22:00' },
    terms: [
      { code: 'pick-up', name: { pl: 'odebranie: 20 s', en: 'pick-up: 20 s' }, rule: serviceMinutes(20 / 60), sets: null },
      { code: 'average', name: { pl: 'odpowiedź, średnio: 1,3 h', en: 'answer, on average: 1.3 h' }, rule: serviceMinutes(78), sets: null },
      {
        code: 'at-most',
        name: { pl: 'odpowiedź, najpóźniej: 4 h', en: 'answer, at most: 4 h' },
        rule: serviceMinutes(240),
        sets: 'promise',
      },
    ],
  },
  {
    code: 'd115',
    name: { pl: 'D115 (Niemcy)', en: 'D115 (Germany)' },
    terms: [
      {
        code: 'answer',
        name: { pl: 'odpowiedź: 24 godziny pracy', en: 'answer: 24 service hours' },
        rule: serviceMinutes(1_440),
        sets: 'promise',
      },
    ],
  },
  {
    // The Regulation: one deadline for accepting and one for doing. Its call centre works daily; both count calendar days.
    code: 'gorod-24',
    name: { pl: 'Gorod 24 (regulamin)', en: 'Gorod 24 (Regulation)' },
    daily: { from: '08:00', to: '20:00' },
    terms: [
      // The project names none; a day is a beginning, and each classification has its own.
      { code: 'accept', name: { pl: 'przyjęcie: 1 dzień', en: 'accepting: 1 day' }, rule: calendarDays(1), sets: 'acceptance' },
      { code: 'do', name: { pl: 'wykonanie: 20 dni', en: 'doing: 20 days' }, rule: calendarDays(20), sets: 'promise' },
    ],
  },
];
