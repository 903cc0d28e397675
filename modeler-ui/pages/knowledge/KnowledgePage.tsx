/** What the city answers: the catalogue with its approved answers, found by any word of them. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useSearchParams } from 'wouter';
import { type Classification, classificationsQuery } from '../../catalogue/classifications.js';
import { Button } from '../../components/Button/Button.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { SearchField } from '../../components/SearchField/SearchField.js';
import { useStrings } from '../../i18n/language.js';
import { meansSame } from '../../i18n/search.js';
import { useMay } from '../../session/session.js';
import { outagesQuery } from '../outages/queries.js';
import { Article } from './Article.js';
import styles from './KnowledgePage.module.css';
import { strings } from './strings.js';

export default function KnowledgePage() {
  const t = useStrings(strings);
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const code = search.get('entry');
  const catalogue = useQuery(classificationsQuery);
  const mayReadOutages = useMay('outage.read');
  const on = (useQuery({ ...outagesQuery, enabled: mayReadOutages }).data ?? []).filter(({ state }) => state === 'on').length;
  const found = useMemo(() => find(catalogue.data ?? [], q.trim()), [catalogue.data, q]);
  const chosen = catalogue.data?.find((one) => one.code === code);
  const seek = (typed: string) =>
    setSearch({ ...(typed === '' ? {} : { q: typed }), ...(code === null ? {} : { entry: code }) }, { replace: true });
  return (
    <Page title={t('title')}>
      <SearchField label={t('search')} description={t('search.description')} value={q} onChange={seek} />
      {mayReadOutages && (
        <p>
          <Link href="/knowledge/outages">{t('outages')}</Link>
          {on > 0 && ` · ${t('outages.on', { count: on })}`}
        </p>
      )}
      {catalogue.data === undefined ? (
        <Loading of={catalogue} lines={8} />
      ) : catalogue.data.length === 0 ? (
        <EmptyState title={t('empty')} />
      ) : found.length === 0 ? (
        <EmptyState title={t('none', { q })} action={<Button onPress={() => seek('')}>{t('all')}</Button>}>
          {t('none.why')}
        </EmptyState>
      ) : (
        <div className={styles.columns}>
          <nav aria-label={t('entries')} className={styles.entries}>
            <p role="status" className={styles.count}>
              {t('count', { count: found.length })}
            </p>
            <ul className={styles.list}>
              {found.map((one) => (
                <li key={one.code}>
                  <Link
                    href={`/knowledge?${new URLSearchParams({ ...(q === '' ? {} : { q }), entry: one.code })}`}
                    className={styles.entry}
                    aria-current={one.code === code ? 'true' : undefined}
                  >
                    {one.name}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          {chosen === undefined ? <p className={styles.choose}>{t('choose')}</p> : <Article entry={chosen} />}
        </div>
      )}
    </Page>
  );
}

function find(catalogue: readonly Classification[], q: string): readonly Classification[] {
  const active = catalogue.filter((one) => one.active);
  if (q === '') return active;
  const byName = active.filter((one) => meansSame(`${one.name} ${one.keywords.join(' ')}`, q));
  const byText = active.filter(
    (one) => !byName.includes(one) && meansSame([one.name, one.approvedAnswer, ...one.bring, ...one.ask].join(' '), q),
  );
  return [...byName, ...byText];
}
