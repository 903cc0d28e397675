/**
 * Owns what the law demands of a matter, track by track: its term, on which article, whether it can be paused or extended, which notice it
 * asks for and when the clock stops. A classification names its track by code; these are what a Polish city begins with.
 */
import type { DurationRule } from './duration-rule.js';
import type { Words } from './words.js';

export interface LegalTrack {
  readonly code: string;
  readonly name: Words;
  /** null: the law sets no date. */
  readonly rule: DurationRule | null;
  /** Empty: no law, no article. */
  readonly article: string;
  /** What the article means, in plain words: no article is shown without it. */
  readonly meaning: Words;
  readonly canPause: boolean;
  readonly canExtend: boolean;
  /** What the resident must be told when the term can't be kept. */
  readonly notice: 'none' | 'kpa-36' | 'information-13';
  readonly stops: 'answered' | 'decision-sent' | 'work-confirmed';
}

const byLaw = (unit: 'calendar-days' | 'months', amount: number): DurationRule => ({ unit, amount, counting: 'kpa' });

export const LEGAL_TRACKS: readonly LegalTrack[] = [
  {
    code: 'none',
    name: { pl: 'Bez terminu ustawowego', en: 'No statutory date' },
    rule: null,
    article: '',
    meaning: { pl: 'Prawo nie wyznacza terminu. Liczy się termin obiecany.', en: 'The law sets no date. The promise counts.' },
    canPause: true,
    canExtend: true,
    notice: 'none',
    stops: 'answered',
  },
  {
    code: 'intervention',
    name: { pl: 'Interwencja w terenie', en: 'Work in the field' },
    rule: null,
    article: '',
    meaning: {
      pl: 'Prawo nie wyznacza terminu. Sprawa kończy się, gdy wykonanie pracy zostało potwierdzone na miejscu.',
      en: 'The law sets no date. The case ends when the work was confirmed on the spot.',
    },
    canPause: true,
    canExtend: true,
    notice: 'none',
    stops: 'work-confirmed',
  },
  {
    code: 'information',
    name: { pl: 'Informacja publiczna', en: 'Public information' },
    rule: byLaw('calendar-days', 14),
    article: 'art. 13 ustawy o dostępie do informacji publicznej',
    meaning: {
      pl: 'Informację udostępnia się bez zwłoki, najpóźniej w 14 dni. Gdy to niemożliwe, trzeba w tym czasie podać powód i nowy termin, nie dłuższy niż 2 miesiące od wniosku.',
      en: 'Information is given without delay, within 14 days at the latest. Where that can’t be done, the reason and a new date, within 2 months of the request, must be told in that time.',
    },
    canPause: false,
    canExtend: true,
    notice: 'information-13',
    stops: 'answered',
  },
  {
    code: 'certificate',
    name: { pl: 'Zaświadczenie', en: 'Certificate' },
    rule: byLaw('calendar-days', 7),
    article: 'art. 217 § 3 KPA',
    meaning: {
      pl: 'Zaświadczenie wydaje się bez zwłoki, najpóźniej w 7 dni.',
      en: 'A certificate is issued without delay, within 7 days at the latest.',
    },
    canPause: true,
    canExtend: false,
    notice: 'none',
    stops: 'decision-sent',
  },
  {
    code: 'complaint',
    name: { pl: 'Skarga', en: 'Complaint' },
    rule: byLaw('months', 1),
    article: 'art. 237 § 1 KPA',
    meaning: {
      pl: 'Skargę załatwia się bez zwłoki, najpóźniej w miesiąc. O każdym niedotrzymaniu terminu trzeba zawiadomić, podać powód i nowy termin.',
      en: 'A complaint is settled without delay, within a month at the latest. Each missed date must be told, with the reason and a new date.',
    },
    canPause: true,
    canExtend: true,
    notice: 'kpa-36',
    stops: 'answered',
  },
  {
    code: 'proceedings',
    name: { pl: 'Postępowanie administracyjne', en: 'Administrative proceedings' },
    rule: byLaw('months', 1),
    article: 'art. 35 § 3 KPA',
    meaning: {
      pl: 'Sprawę, która wymaga wyjaśnień, załatwia się najpóźniej w miesiąc. O każdym niedotrzymaniu terminu trzeba zawiadomić, podać powód, nowy termin i prawo do ponaglenia.',
      en: 'A case that needs looking into is settled within a month. Each missed date must be told, with the reason, a new date and the right to urge.',
    },
    canPause: true,
    canExtend: true,
    notice: 'kpa-36',
    stops: 'decision-sent',
  },
  {
    code: 'complicated-proceedings',
    name: { pl: 'Postępowanie szczególnie skomplikowane', en: 'Particularly complicated proceedings' },
    rule: byLaw('months', 2),
    article: 'art. 35 § 3 KPA',
    meaning: {
      pl: 'Sprawę szczególnie skomplikowaną załatwia się najpóźniej w 2 miesiące. O każdym niedotrzymaniu terminu trzeba zawiadomić, podać powód, nowy termin i prawo do ponaglenia.',
      en: 'A particularly complicated case is settled within 2 months. Each missed date must be told, with the reason, a new date and the right to urge.',
    },
    canPause: true,
    canExtend: true,
    notice: 'kpa-36',
    stops: 'decision-sent',
  },
];
