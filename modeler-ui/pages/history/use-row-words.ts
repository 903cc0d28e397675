/** What a row of the history says: who, what, with which data before and after, under which version, how long. */
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { shortDateTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { useDuration } from '../../i18n/use-duration.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { strings as acts } from '../case/act-strings.js';
import { departmentsQuery } from '../case/queries.js';
import { classificationsQuery } from '../queue/queries.js';
import type { Change, Field } from './changes.js';
import { durationMs } from './path.js';
import type { History, Step } from './queries.js';
import type { Row } from './rows.js';
import { strings } from './strings.js';
import type { TaskTime } from './times.js';

export interface Datum {
  readonly name: string;
  /** Absent: it isn't a change. */
  readonly before?: string;
  readonly after: string;
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
        return value;
    }
  };
}

/** Machines are quicker; a list of their milliseconds would hide what took time. */
export const WORTH_SAYING_MS = 1_000;

/** Texts and codes that an act carried, beside what it changed. */
const FACTS = ['decision', 'outcomeCode'] as const;
const TEXTS = ['note', 'reason', 'closingText', 'message'] as const;

export function useRowWords() {
  const t = useStrings(strings);
  const tActs = useStrings(acts);
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  const wordsFor = useValueWords();
  const duration = useDuration();
  const { history, untilMs, taskTimes } = useTelling();
  const versionOf = ({ process, version }: Row): string => {
    if (process === null || version === null) return '';
    const name = history.processes.find((one) => one.processId === process && one.version === version)?.name ?? process;
    return t('version', { name, version: String(version) });
  };
  const changed = ({ field, before, after }: Change): Datum => ({
    name: t(`field.${field}`),
    before: wordsFor(field, before),
    after: wordsFor(field, after),
  });
  const carried = (row: Row): readonly Datum[] => {
    const facts: Readonly<Record<string, unknown>> = row.entry?.facts ?? {};
    const payload = row.entry?.payload;
    const isChanged = (name: string) => row.changes.some(({ field }) => field === 'outcome' && name === 'outcomeCode');
    const codes = FACTS.flatMap((name) => {
      const value = facts[name];
      if (typeof value !== 'string' || value === '' || isChanged(name)) return [];
      return [{ name: t(`data.${name}`), after: name === 'decision' ? knownText(words, tWords, 'decision', value) : value }];
    });
    const texts = TEXTS.flatMap((name) => {
      const value = payload?.[name];
      return typeof value === 'string' && value !== '' ? [{ name: t(`data.${name}`), after: value }] : [];
    });
    const values = Object.entries((payload?.values ?? {}) as Record<string, unknown>).map(([name, value]) => ({
      name,
      after: String(value),
    }));
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
        decision: knownText(words, tWords, 'decision', fact('decision')),
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
