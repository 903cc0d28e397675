/** A log that is read: one table, newest first and older on demand, narrowed by kind and person. */
import { useQuery } from '@tanstack/react-query';
import { Button } from '../components/Button/Button.js';
import { SelectChoice } from '../components/ChoiceField/ChoiceField.js';
import { ComboBox } from '../components/ComboBox/ComboBox.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { Loading } from '../components/Loading/Loading.js';
import { Page } from '../components/Page/Page.js';
import { type PlainColumn, PlainTable } from '../components/PlainTable/PlainTable.js';
import { useStrings } from '../i18n/language.js';
import { knownText, type Strings } from '../i18n/strings.js';
import { peopleQuery } from '../people/people.js';
import styles from './LogPage.module.css';
import type { Narrowing } from './narrowing.js';

const ALL = 'all';

interface LogPageProps<Kind extends string, Entry> {
  /** The page's own; `kind.X` for each kind beside these. */
  readonly strings: Strings<
    'title' | 'filters' | 'filter.kind' | 'filter.person' | 'kind.all' | 'table' | 'empty' | 'no-result' | 'show-all' | 'more'
  >;
  readonly kinds: readonly Kind[];
  readonly narrowing: Narrowing<Kind>;
  /** An infinite query. */
  readonly log: {
    readonly error: Error | null;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    refetch(): unknown;
    fetchNextPage(): unknown;
  };
  /** undefined: nothing has come yet. */
  readonly entries: readonly Entry[] | undefined;
  readonly keyOf: (entry: Entry) => string;
  readonly columns: readonly PlainColumn<Entry>[];
}

export function LogPage<Kind extends string, Entry>({
  strings,
  kinds,
  narrowing,
  log,
  entries,
  keyOf,
  columns,
}: LogPageProps<Kind, Entry>) {
  const t = useStrings(strings);
  const people = useQuery(peopleQuery).data ?? [];
  const { kind, login, narrow } = narrowing;
  const isNarrowed = kind !== null || login !== null;
  return (
    <Page title={t('title')} isWide>
      <search className={styles.filters} aria-label={t('filters')}>
        <div className={styles.filter}>
          <SelectChoice
            label={t('filter.kind')}
            isRequired
            choices={[ALL, ...kinds].map((value) => ({ value, label: knownText(strings, t, 'kind', value) }))}
            value={kind ?? ALL}
            onChange={(value) => narrow({ kind: kinds.find((one) => one === value) ?? null, login })}
          />
        </div>
        <div className={styles.filter}>
          <ComboBox
            label={t('filter.person')}
            choices={people.map((person) => ({ value: person.login, label: person.name, keywords: [person.login] }))}
            value={login}
            onChange={(chosen) => narrow({ kind, login: chosen })}
            isFilter
          />
        </div>
      </search>
      {entries === undefined ? (
        <Loading of={log} lines={10} />
      ) : entries.length === 0 ? (
        <EmptyState
          title={t(isNarrowed ? 'no-result' : 'empty')}
          action={isNarrowed ? <Button onPress={() => narrow({ kind: null, login: null })}>{t('show-all')}</Button> : undefined}
        />
      ) : (
        <>
          <PlainTable stacks label={t('table')} rows={entries} keyOf={keyOf} columns={columns} />
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
