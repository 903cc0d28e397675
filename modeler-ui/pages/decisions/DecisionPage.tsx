/** One published decision table with its try box, or one published form as a clerk sees it. Nothing is changed here. */
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link, useParams } from 'wouter';
import { Facts } from '../../components/Facts/Facts.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { useStrings } from '../../i18n/language.js';
import styles from './DecisionsPage.module.css';
import { LastChange } from './LastChange.js';
import { partQuery } from './queries.js';
import { strings } from './strings.js';
import { Uses } from './Uses.js';

const PublishedTable = lazy(() => import('./PublishedTable.js'));
const PublishedForm = lazy(() => import('./PublishedForm.js'));

export default function DecisionPage() {
  const t = useStrings(strings);
  const { kind: asked, id = '' } = useParams<{ kind: string; id: string }>();
  const kind = asked === 'form' ? 'form' : 'decisions';
  const part = useQuery(partQuery(kind, id));
  return (
    <Page title={part.data?.name ?? id} isWide>
      <p>
        <Link href="/decisions">{t('back')}</Link>
      </p>
      {part.data === undefined && <Loading of={part} lines={8} />}
      {part.data !== undefined && (
        <div className={styles.part}>
          <Facts
            facts={[
              { name: t('version'), value: part.data.version },
              { name: t('changed'), value: <LastChange {...part.data} /> },
            ]}
          />
          {part.data.note !== null && <p>{t('note', { note: part.data.note })}</p>}
          {part.data.usedIn.length > 0 && (
            <div>
              <p>
                {t('edit')} <Link href="/case-types">{t('edit.open')}</Link>
              </p>
              <Uses usedIn={part.data.usedIn} />
            </div>
          )}
          <Suspense fallback={<Skeleton lines={6} />}>
            {kind === 'form' ? <PublishedForm content={part.data.content} /> : <PublishedTable id={id} xml={part.data.content} />}
          </Suspense>
        </div>
      )}
    </Page>
  );
}
