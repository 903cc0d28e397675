/** What a row of the history says: who, what, with which data before and after, under which version, how long. */
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { shortDateTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { useDuration } from '../../i18n/use-duration.js';
import { departmentsQuery } from '../../people/people.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { strings as acts } from '../case/act-strings.js';
import { classificationsQuery } from '../queue/queries.js';
import type { Change, Field } from './changes.js';
import { durationMs } from './path.js';
import type { History, Step } from './queries.js';
import type { Row } from './rows.js';
import { strings } from './strings.js';
import type { TaskTime } from './times.js';
import { useFormWords } from './use-form-words.js';

export interface Datum {
  readonly name: string;
  /** Absent: it isn't a change. */
  readonly before?: string;
  readonly after: string;
  /** What stands behind the words, where that is something else. */
  readonly code?: string;
}

/** What all words of a history need to know. */
export interface Telling {
  readonly history: History;
  readonly untilMs: number;
  readonly taskTimes: readonly TaskTime[];
}
const TellingContext = createContext<Telling | null>(null);
export const TellingProvider = TellingContext.Provider;

export function useTelling(): Telling {
  const telling = useContext(TellingContext);
  if (telling === null) throw new Error('Expected to be inside of a history, but there is none');
  return telling;
}

/** The task of a user task's step: both begin in one moment. */
export function taskTimeOf(step: Step, times: readonly TaskTime[]): TaskTime | undefined {
  return times.find(({ element, fromMs }) => element === step.element && fromMs === Date.parse(step.enteredAt));
}

/** A value of a field in people's words. */
export function useValueWords(): (field: Field, value: string | null) => string {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const { language } = useLanguage();
  const nameOf = usePeopleNames();
  const { history } = useTelling();
  const classifications = useQuery(classificationsQuery).data ?? [];
  const departments = useQuery(departmentsQuery).data ?? [];
  const formWords = useFormWords();
  return (field, value) => {
    if (value === null) return t('none');
    switch (field) {
      case 'status':
        return knownText(strings, t, 'status', value);
      case 'tier':
        return knownText(words, tWords, 'tier', value);
      case 'assignee':
        return nameOf(value);
      case 'classification':
        return classifications.find(({ code }) => code === value)?.name ?? value;
      case 'promiseAt':
      case 'plannedAt':
        return shortDateTime(language, new Date(value), new Date(history.readAt));
      case 'department':
        return departments.find(({ id }) => id === value)?.name ?? value;
      case 'outcome':
        return formWords.value('outcome', value);
    }
  };
}

/** Machines are quicker; a list of their milliseconds would hide what took time. */
export const WORTH_SAYING_MS = 1_000;

/** Texts and codes that an act carried, beside what it changed. */
const FACTS = [
  'decision',
  'outcomeCode',
  'department',
  'toPerson',
  'channel',
  'kind',
  'until',
  'dmsCode',
  'dmsOutcome',
  'code',
  'originalNumber',
  'transferredTo',
  'recordId',
  'names',
] as const;
const TEXTS = ['note', 'place', 'reason', 'closingText', 'message'] as const;
type FactName = (typeof FACTS)[number];

/** Which change of the case says the same as a fact. */
const SAME: Partial<Record<FactName, Field>> = { outcomeCode: 'outcome', department: 'department' };

function useFactWords(): (name: FactName, value: string) => string {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  const { language } = useLanguage();
  const { history } = useTelling();
  const wordsFor = useValueWords();
  const formWords = useFormWords();
  return (name, value) => {
    switch (name) {
      case 'decision':
        return formWords.value('decision', value);
      case 'outcomeCode':
        return formWords.value('outcome', value);
      case 'department':
        return wordsFor('department', value);
      case 'toPerson':
        return nameOf(value);
      case 'channel':
        return knownText(words, tWords, 'channel', value);
      case 'kind':
        return knownText(strings, t, 'kind', value);
      case 'until':
        return shortDateTime(language, new Date(value), new Date(history.readAt));
      default:
        return value;
    }
  };
}

export function useRowWords() {
  const t = useStrings(strings);
  const tActs = useStrings(acts);
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  const wordsFor = useValueWords();
  const factWords = useFactWords();
  const formWords = useFormWords();
  const duration = useDuration();
  const { history, untilMs, taskTimes } = useTelling();
  const versionOf = ({ process, version }: Row): string => {
    if (process === null || version === null) return '';
    const name = history.processes.find((one) => one.processId === process && one.version === version)?.name ?? process;
    return t('version', { name, version: String(version) });
  };
  const changed = ({ field, before, after }: Change): Datum => ({
    ...coded(t(`field.${field}`), wordsFor(field, after), after ?? ''),
    before: wordsFor(field, before),
  });
  const coded = (name: string, after: string, code: string): Datum =>
    code === '' || code === after ? { name, after } : { name, after, code };
  const carried = (row: Row): readonly Datum[] => {
    const facts: Readonly<Record<string, unknown>> = row.entry?.facts ?? {};
    const payload = row.entry?.payload;
    const isTold = (name: FactName) => row.changes.some(({ field }) => field === SAME[name]);
    const codes = FACTS.flatMap((name) => {
      const value = Array.isArray(facts[name]) ? facts[name].join(', ') : facts[name];
      if (typeof value !== 'string' || value === '' || isTold(name)) return [];
      return [coded(t(`data.${name}`), factWords(name, value), value)];
    });
    const texts = TEXTS.flatMap((name) => {
      const value = payload?.[name];
      return typeof value === 'string' && value !== '' ? [{ name: t(`data.${name}`), after: value }] : [];
    });
    const values = Object.entries((payload?.values ?? {}) as Record<string, unknown>).map(([name, value]) =>
      coded(formWords.label(name), formWords.value(name, value), `${name}: ${String(value)}`),
    );
    const answers = ((payload?.answers ?? []) as readonly { readonly label: string; readonly answer: string }[]).map(
      ({ label, answer }) => ({
        name: label,
        after: answer,
      }),
    );
    return [...codes, ...values, ...answers, ...texts];
  };
  return (row: Row) => {
    const { entry, step } = row;
    if (entry === null && step !== undefined) return { who: '', what: step.name, data: [], version: versionOf(row), took: tookOf(step) };
    const fact = (name: string): string => (typeof entry?.facts[name] === 'string' ? entry.facts[name] : '');
    const key = `act.${entry?.act ?? 'other'}`;
    return {
      who: entry === null || row.kind === 'automatic' ? tActs('system') : nameOf(entry.actor),
      what: tActs((key in acts.pl ? key : 'act.other') as keyof typeof acts.pl, {
        name: fact('name'),
        assignee: nameOf(fact('assignee')),
        tier: knownText(words, tWords, 'tier', fact('tier')),
        decision: formWords.value('decision', fact('decision')),
      }),
      data: [...row.changes.map(changed), ...carried(row)],
      version: versionOf(row),
      took: '',
    };
  };

  function tookOf(step: Step): string {
    const state = step.leftAt === null ? 'active' : step.how === 'terminated' ? 'ended-early' : 'done';
    const ms = durationMs(step, untilMs);
    if (ms < WORTH_SAYING_MS) return '';
    const waitingMs = taskTimeOf(step, taskTimes)?.waitingMs ?? 0;
    const took = t(`took.${state}`, { time: duration(ms) });
    return waitingMs === 0 ? took : `${took}, ${t('of-that-waiting', { time: duration(waitingMs) })}`;
  }
}
