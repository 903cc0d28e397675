/** A filter of cases as people say it, and as the access log keeps it. */
import { type Said, said } from '../http/language.js';
import type { Names } from './export-names.js';
import type { CaseFilter } from './filter.js';

const EVERYTHING = said('wszystkie sprawy', 'all cases');

type Part = keyof CaseFilter;
type Words = readonly [name: Said, value: (value: string, names: Names) => string];

const PARTS: Readonly<Record<Exclude<Part, 'version'>, Words>> = {
  question: [said('pytanie', 'question'), (code, names) => names.word('question', code)],
  caseType: [said('rodzaj sprawy', 'case type'), (id, names) => names.caseType(id)],
  classification: [said('klasyfikacja', 'classification'), (code, names) => names.classification(code)],
  status: [said('stan', 'status'), (code, names) => names.word('status', code)],
  tier: [said('szczebel', 'tier'), (code, names) => names.word('tier', code)],
  department: [said('wydział', 'department'), (id, names) => names.unit(id)],
  assignee: [said('prowadzący', 'assignee'), (login, names) => names.person(login)],
  outcomeCode: [said('wynik', 'outcome'), (code, names) => names.word('outcome', code)],
  late: [said('po terminie', 'late'), (is, names) => names.yesNo(is === 'true')],
  registeredFrom: [said('zarejestrowane od', 'registered from'), (at, names) => names.moment(at)],
  registeredTo: [said('zarejestrowane przed', 'registered before'), (at, names) => names.moment(at)],
};
const VERSION = said('wersja', 'version');

/** `pytanie: Zamknięte po terminie; rodzaj sprawy: Sprawa mieszkańca, wersja 3`. */
export function filterInWords(filter: CaseFilter, names: Names): string {
  const { language } = names;
  const version = filter.version === undefined ? undefined : `${VERSION[language]} ${filter.version}`;
  const parts = Object.entries(PARTS).flatMap(([part, [name, value]]) => {
    const asked = filter[part as Exclude<Part, 'version'>];
    if (asked === undefined) return [];
    return [`${name[language]}: ${value(asked, names)}${part === 'caseType' && version !== undefined ? `, ${version}` : ''}`];
  });
  if (version !== undefined && filter.caseType === undefined) parts.push(version);
  return parts.length === 0 ? EVERYTHING[language] : parts.join('; ');
}

/** `question=closed-late caseType=…`; in whatever language somebody reads the log, its page finds the words. */
export function filterInCodes(filter: CaseFilter): string {
  const used = Object.entries(filter).filter(([, value]) => value !== undefined);
  return used.length === 0 ? 'all' : used.map(([name, value]) => `${name}=${value}`).join(' ');
}
