/** What was changed beside cases: one list of all journals, each change with who, when, why, and what was before. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { DifferenceList } from '../../changes/DifferenceList.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { LogPage } from '../../logs/LogPage.js';
import { useNarrowing } from '../../logs/narrowing.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import styles from './ChangesPage.module.css';
import { type Change, changesQuery, KINDS } from './queries.js';
import { strings } from './strings.js';

export default function ChangesPage() {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const narrowing = useNarrowing(KINDS);
  const log = useInfiniteQuery(changesQuery(narrowing.kind, narrowing.login));
  return (
    <LogPage
      strings={strings}
      kinds={KINDS}
      narrowing={narrowing}
      log={log}
      entries={log.data?.pages.flatMap((page) => page.changes)}
      keyOf={({ id }) => id}
      columns={[
        { id: 'what', title: t('column.what'), cell: (change) => <What change={change} /> },
        { id: 'at', title: t('column.at'), cell: ({ at }) => <When at={at} /> },
        { id: 'who', title: t('column.who'), cell: ({ by }) => (by === null ? t('outside') : nameOf(by)) },
        { id: 'change', title: t('column.change'), cell: (change) => <ChangeWords change={change} /> },
        {
          id: 'note',
          title: t('column.note'),
          cell: ({ note }) => <span className={note === null ? undefined : styles.words}>{note ?? ''}</span>,
        },
      ]}
    />
  );
}

function What({ change }: { readonly change: Change }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const { kind, version, subject } = change;
  const name = kind === 'system' || kind === 'code-list' ? knownText(words, tWords, 'system', subject) : change.name;
  return (
    <span title={subject} className={styles.words}>
      {knownText(strings, t, 'kind', kind)}: {version === null ? name : t('version', { name, version: String(version) })}
    </span>
  );
}

function ChangeWords({ change }: { readonly change: Change }) {
  const t = useStrings(strings);
  const { kind, act, subject, version, differences } = change;
  return (
    <div className={styles.words}>
      {t(`act.${act}`)}
      {kind === 'model' && (
        <>
          {' · '}
          <Link href={`/models/${encodeURIComponent(subject)}/${version}`}>{t('to-version')}</Link>
        </>
      )}
      {act !== 'removed' && differences.length > 0 && <DifferenceList differences={differences} />}
    </div>
  );
}
