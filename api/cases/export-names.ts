/** What codes and logins are called in a file that people take away, in their language: read once for a whole export. */
import { CITY_ZONE } from '../../calendar/index.js';
import { CITY_WORDS, QUESTION_WORDS, STATUS_WORDS } from '../../words/city.js';
import { rows, type Statements } from '../database.js';
import type { Language } from '../http/language.js';

/** A code that nobody named stays as it is. */
export interface Names {
  readonly language: Language;
  readonly caseType: (id: string) => string;
  readonly classification: (code: string) => string;
  readonly unit: (id: string) => string;
  readonly person: (login: string) => string;
  readonly word: (kind: 'tier' | 'channel' | 'outcome' | 'status' | 'question', code: string) => string;
  readonly yesNo: (is: boolean) => string;
  /** The city's time, as office programs read and sort it. */
  readonly moment: (at: Date | string | null) => string;
}

/** `2026-03-02 10:00`. */
const MOMENT = new Intl.DateTimeFormat('sv-SE', { timeZone: CITY_ZONE, dateStyle: 'short', timeStyle: 'short' });

const YES_NO = { pl: ['tak', 'nie'], en: ['yes', 'no'] } as const;

export async function namesFor(on: Statements, engine: string, language: Language): Promise<Names> {
  const [caseTypes, classifications, units, people] = await Promise.all([
    named(
      on,
      `SELECT DISTINCT ON (process_id) process_id AS code, name FROM model WHERE engine = :engine ORDER BY process_id, version DESC`,
      {
        engine,
      },
    ),
    named(on, `SELECT code, coalesce(nullif(${language === 'en' ? 'name_en' : 'name'}, ''), name) AS name FROM classification`),
    named(on, 'SELECT id AS code, name FROM unit'),
    named(on, 'SELECT login AS code, name FROM person'),
  ]);
  const words: Readonly<Record<string, string>> = { ...CITY_WORDS[language], ...STATUS_WORDS[language], ...QUESTION_WORDS[language] };
  return {
    language,
    caseType: (id) => caseTypes.get(id) ?? id,
    classification: (code) => classifications.get(code) ?? code,
    unit: (id) => units.get(id) ?? id,
    person: (login) => people.get(login) ?? login,
    word: (kind, code) => words[`${kind}.${code}`] ?? code,
    yesNo: (is) => YES_NO[language][is ? 0 : 1],
    moment: (at) => (at === null ? '' : MOMENT.format(new Date(at))),
  };
}

async function named(on: Statements, sql: string, parameters: Readonly<Record<string, string>> = {}): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ code: string; name: string }>(on, sql, parameters);
  return new Map(found.map(({ code, name }) => [code, name]));
}
