/** Who looked at whose data, when and why. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { LogPage } from '../../logs/LogPage.js';
import { useNarrowing } from '../../logs/narrowing.js';
import { usePeopleNames } from '../../session/session.js';
import { caseTypesQuery } from '../audit-cases/queries.js';
import { strings as caseStrings } from '../audit-cases/strings.js';
import styles from './AccessLogPage.module.css';
import { KINDS, looksQuery } from './queries.js';
import { strings } from './strings.js';

export default function AccessLogPage() {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const tCases = useStrings(caseStrings);
  const caseTypes = useQuery(caseTypesQuery).data ?? [];
  // `question=closed-late caseType=… version=…`, as api/cases/filter-words.ts keeps it: what this page can't say stays as it is.
  const inWords = (filter: string): string =>
    filter
      .split(' ')
      .map((part) => {
        const [name, value = ''] = part.split('=', 2);
        if (name === 'all') return tCases('question.all');
        if (name === 'question') return knownText(caseStrings, tCases, 'question', value);
        if (name === 'caseType') return caseTypes.find(({ processId }) => processId === value)?.name ?? value;
        if (name === 'version') return t('version', { version: value });
        return part;
      })
      .join(', ');
  const narrowing = useNarrowing(KINDS);
  const log = useInfiniteQuery(looksQuery(narrowing.kind, narrowing.login));
  return (
    <LogPage
      strings={strings}
      kinds={KINDS}
      narrowing={narrowing}
      log={log}
      entries={log.data?.pages.flat()}
      keyOf={({ id }) => String(id)}
      columns={[
        { id: 'who', title: t('column.who'), cell: ({ login: who }) => nameOf(who) },
        { id: 'at', title: t('column.at'), cell: ({ at }) => <When at={at} /> },
        { id: 'act', title: t('column.act'), cell: ({ act }) => knownText(strings, t, 'act', act) },
        {
          id: 'subject',
          title: t('column.subject'),
          cell: ({ act, subjectType, subjectId }) =>
            subjectType === 'case' ? (
              <Link href={`/cases/${encodeURIComponent(subjectId)}/history`}>{subjectId}</Link>
            ) : (
              <span className={styles.subject}>{act === 'cases.exported' ? inWords(subjectId) : subjectId}</span>
            ),
        },
        { id: 'purpose', title: t('column.purpose'), cell: ({ purpose }) => <span className={styles.subject}>{purpose ?? ''}</span> },
      ]}
    />
  );
}
