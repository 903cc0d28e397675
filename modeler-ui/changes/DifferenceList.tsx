/** What differs between two states of a thing: before and after, field by field, in people's words. */
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../api/schema.js';
import { useNow } from '../app/now.js';
import { shortDateTime } from '../i18n/dates.js';
import { useLanguage, useStrings } from '../i18n/language.js';
import { knownText } from '../i18n/strings.js';
import { departmentsQuery } from '../people/people.js';
import { usePeopleNames } from '../session/session.js';
import { strings as words } from '../words/strings.js';
import styles from './DifferenceList.module.css';
import { strings } from './strings.js';

type Difference = Schemas['Difference'];

export function DifferenceList({ differences }: { readonly differences: readonly Difference[] }) {
  const t = useStrings(strings);
  const wordsFor = useDifferenceWords();
  return (
    <ul className={styles.list}>
      {differences.map(({ field, before, after }) => (
        <li key={field}>
          <span title={field}>{knownText(strings, t, 'field', field)}</span>:{' '}
          {before !== null && (
            <>
              <del>
                <span className="only-heard">{t('was')} </span>
                {wordsFor(field, before)}
              </del>{' '}
              →{' '}
            </>
          )}
          <ins>
            <span className="only-heard">{t('is')} </span>
            {wordsFor(field, after)}
          </ins>
        </li>
      ))}
    </ul>
  );
}

function useDifferenceWords(): (field: string, value: unknown) => string {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const { language } = useLanguage();
  const now = useNow();
  const nameOf = usePeopleNames();
  const units = useQuery(departmentsQuery).data ?? [];
  const one = (field: string, value: unknown): string => {
    if (field === 'told' && value === null) return t('told.everybody');
    if (value === null || value === '') return t('nothing');
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    const code = String(value);
    switch (field) {
      case 'roles':
        return knownText(words, tWords, 'role', code);
      case 'channel':
        return knownText(words, tWords, 'channel', code);
      case 'handling':
      case 'kind':
        return knownText(strings, t, field, code);
      case 'unit':
      case 'department':
      case 'substituteUnit':
        return units.find(({ id }) => id === code)?.name ?? code;
      case 'substitute':
      case 'told':
        return nameOf(code);
      case 'startsAt':
      case 'endsAt':
      case 'endedAt':
      case 'from':
      case 'until':
        return shortDateTime(language, new Date(code), now);
      default:
        return code;
    }
  };
  return (field, value) => {
    if (!Array.isArray(value)) return one(field, value);
    return value.length === 0 ? t('nothing') : value.map((part) => one(field, part)).join(', ');
  };
}
