/** The columns of an exported list of cases: for people in their words, the codes behind them at the end for programs. */
import { type Said, said } from '../http/language.js';
import type { Names } from './export-names.js';
import type { toSummary } from './view.js';

type Summary = ReturnType<typeof toSummary>;
type Column = readonly [title: Said, cell: (found: Summary, names: Names) => string];

const orNothing = (value: string | null, say: (value: string) => string): string => (value === null ? '' : say(value));

const IN_WORDS: readonly Column[] = [
  [said('Numer', 'Number'), ({ number }) => number],
  [said('Rodzaj sprawy', 'Case type'), ({ caseType }, names) => names.caseType(caseType)],
  [said('Wersja', 'Version'), ({ typeVersion }) => String(typeVersion ?? '')],
  [said('Klasyfikacja', 'Classification'), ({ classification }, names) => names.classification(classification)],
  [said('Kanał', 'Channel'), ({ channel }, names) => names.word('channel', channel)],
  [said('Szczebel', 'Tier'), ({ tier }, names) => orNothing(tier, (code) => names.word('tier', code))],
  [said('Wydział', 'Department'), ({ department }, names) => orNothing(department, names.unit)],
  [said('Prowadzący', 'Assignee'), ({ assignee }, names) => orNothing(assignee, names.person)],
  [said('Stan', 'Status'), ({ status }, names) => names.word('status', status)],
  [said('Zarejestrowana', 'Registered'), ({ registeredAt }, names) => names.moment(registeredAt)],
  [said('Pierwszy termin obiecany', 'First promise'), ({ promiseFirstAt }, names) => names.moment(promiseFirstAt)],
  [said('Termin obiecany', 'Promise'), ({ promiseAt }, names) => names.moment(promiseAt)],
  [said('Załatwiona', 'Resolved'), ({ closedAt }, names) => names.moment(closedAt)],
  [said('Po terminie', 'Late'), ({ late }, names) => names.yesNo(late)],
  [said('Po terminie bez przedłużeń', 'Late by the original date'), ({ lateByOriginal }, names) => names.yesNo(lateByOriginal)],
  [said('Termin ustawowy', 'Statutory date'), ({ statutoryAt }, names) => names.moment(statutoryAt)],
  [said('Po terminie ustawowym', 'Late by the statutory date'), ({ statutoryLate }, names) => names.yesNo(statutoryLate)],
  [said('Wynik', 'Outcome'), ({ outcomeCode }, names) => orNothing(outcomeCode, (code) => names.word('outcome', code))],
  [
    said('Szczebel, który załatwił', 'Tier that resolved it'),
    ({ closedTier }, names) => orNothing(closedTier, (code) => names.word('tier', code)),
  ],
  [said('Przekazania', 'Hand-ons'), ({ handOns }) => String(handOns)],
  [said('Biegi', 'Runs'), ({ runCount }) => String(runCount)],
];

/** Whose words two may share, or somebody may change: what a program joins by. */
const IN_CODES: readonly Column[] = [
  [said('Kod rodzaju sprawy', 'Case type code'), ({ caseType }) => caseType],
  [said('Kod klasyfikacji', 'Classification code'), ({ classification }) => classification],
  [said('Login prowadzącego', 'Assignee login'), ({ assignee }) => assignee ?? ''],
  [said('Kod wyniku', 'Outcome code'), ({ outcomeCode }) => outcomeCode ?? ''],
];

/** What isn't for everybody; a place may be the resident's own. */
const PERSONAL: readonly Column[] = [
  [said('Mieszkaniec', 'Resident'), ({ resident }) => resident ?? ''],
  [said('Miejsce', 'Place'), ({ place }) => place ?? ''],
];
const MASK = '•••';

export function exportTitles({ language }: Names): readonly string[] {
  return [...IN_WORDS, ...PERSONAL, ...IN_CODES].map(([title]) => title[language]);
}

/** `isOpen`: residents and places are seen. */
export function exportCells(found: Summary, names: Names, isOpen: boolean): readonly string[] {
  const say = ([, cell]: Column): string => cell(found, names);
  const personal = PERSONAL.map(say).map((value) => (value === '' || isOpen ? value : MASK));
  return [...IN_WORDS.map(say), ...personal, ...IN_CODES.map(say)];
}
