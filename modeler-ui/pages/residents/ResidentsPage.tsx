/** Finding a resident; contact data stay masked until somebody is opened with a purpose. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useSearchInAddress } from '../../app/search-in-address.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { SearchField } from '../../components/SearchField/SearchField.js';
import { useStrings } from '../../i18n/language.js';
import { residentSearchQuery } from '../../residents/residents.js';
import { useMay } from '../../session/session.js';
import styles from './ResidentsPage.module.css';
import { strings } from './strings.js';

const MOST = 50;

export default function ResidentsPage() {
  const t = useStrings(strings);
  const { typed, setTyped, q } = useSearchInAddress();
  return (
    <Page title={t('title')}>
      <SearchField label={t('search')} description={t('search.description')} value={typed} onChange={setTyped} />
      {q.length < 2 ? <p>{t('start')}</p> : <Found q={q} />}
    </Page>
  );
}

function Found({ q }: { readonly q: string }) {
  const t = useStrings(strings);
  const mayUseDesk = useMay('desk.use');
  const found = useQuery(residentSearchQuery(q, MOST));
  if (found.data === undefined) return <Loading of={found} lines={6} />;
  if (found.data.length === 0)
    return (
      <EmptyState title={t('none', { q })} action={mayUseDesk ? <Link href="/desk?new=1">{t('desk')}</Link> : undefined}>
        {t('none.why')}
      </EmptyState>
    );
  return (
    <>
      <p role="status" className={styles.count}>
        {found.data.length < MOST ? t('found.count', { count: found.data.length }) : t('found.more', { count: MOST })}
      </p>
      <ul className={styles.list} aria-label={t('found')}>
        {found.data.map(({ id, name, phone, email, postalAddress }) => (
          <li key={id}>
            <Link href={`/residents/${id}`} className={styles.card}>
              <strong>{name}</strong>
              <span className={styles.meta}>{[phone, email, postalAddress].filter((part) => part !== null).join(' · ')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
