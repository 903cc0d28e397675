/** What was changed beside cases: one list of all journals, each change with who, when, why, and what was before. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { DifferenceList } from '../../changes/DifferenceList.js';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { ComboBox } from '../../components/ComboBox/ComboBox.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { peopleQuery } from '../../people/people.js';
import { usePeopleNames } from '../../session/session.js';
import filterStyles from '../access-log/AccessLogPage.module.css';
import styles from './ChangesPage.module.css';
import { type Change, changesQuery, KINDS, type Kind } from './queries.js';
import { strings } from './strings.js';

const ALL = 'all';

export default function ChangesPage() {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const [search, setSearch] = useSearchParams();
  const kind = KINDS.find((one) => one === search.get('kind')) ?? null;
  const login = search.get('person');
  const choose = (chosen: { readonly kind: Kind | null; readonly login: string | null }) =>
    setSearch({ ...(chosen.kind === null ? {} : { kind: chosen.kind }), ...(chosen.login === null ? {} : { person: chosen.login }) });
  const log = useInfiniteQuery(changesQuery(kind, login));
  const people = useQuery(peopleQuery).data ?? [];
  const changes = log.data?.pages.flatMap((page) => page.changes) ?? [];
  const isNarrowed = kind !== null || login !== null;
  return (
    <Page title={t('title')} isWide>
      <search className={filterStyles.filters} aria-label={t('filters')}>
        <div className={filterStyles.filter}>
          <SelectChoice
            label={t('filter.kind')}
            isRequired
            choices={[ALL, ...KINDS].map((value) => ({ value, label: knownText(strings, t, 'kind', value) }))}
            value={kind ?? ALL}
            onChange={(value) => choose({ kind: KINDS.find((one) => one === value) ?? null, login })}
          />
        </div>
        <div className={filterStyles.filter}>
          <ComboBox
            label={t('filter.person')}
            choices={people.map((person) => ({ value: person.login, label: person.name, keywords: [person.login] }))}
            value={login}
            onChange={(chosen) => choose({ kind, login: chosen })}
            isFilter
          />
        </div>
      </search>
      {log.data === undefined ? (
        <Loading of={log} lines={10} />
      ) : changes.length === 0 ? (
        <EmptyState
          title={t(isNarrowed ? 'no-result' : 'empty')}
          action={isNarrowed ? <Button onPress={() => choose({ kind: null, login: null })}>{t('show-all')}</Button> : undefined}
        />
      ) : (
        <>
          <PlainTable
            label={t('table')}
            rows={changes}
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
          {log.hasNextPage && (
            <div>
              <Button onPress={() => void log.fetchNextPage()} isPending={log.isFetchingNextPage}>
                {t('more')}
              </Button>
            </div>
          )}
        </>
      )}
    </Page>
  );
}

function What({ change }: { readonly change: Change }) {
  const t = useStrings(strings);
  const { kind, name, version, subject } = change;
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
