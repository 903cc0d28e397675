/** One table of codes: what waits for it, the table itself to change, check, try and publish, what the system knows, all versions. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'wouter';
import { Banner } from '../../components/Banner/Banner.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { useStrings } from '../../i18n/language.js';
import styles from './CodesPage.module.css';
import { Draft } from './Draft.js';
import { KnownCodes } from './KnownCodes.js';
import { codeTableQuery, type TableKey } from './queries.js';
import { strings } from './strings.js';
import { useSystemName } from './use-system-name.js';
import { Versions } from './Versions.js';
import { Waiting } from './Waiting.js';

export default function CodesPage() {
  const params = useParams<{ system: string; direction: string }>();
  const key: TableKey = {
    system: params.system === 'dms' ? 'dms' : 'crm',
    direction: params.direction === 'inward' ? 'inward' : 'outward',
  };
  return <OneTable key={`${key.system} ${key.direction}`} of={key} />;
}

function OneTable({ of }: { readonly of: TableKey }) {
  const t = useStrings(strings);
  const system = useSystemName(of.system);
  const table = useQuery(codeTableQuery(of));
  return (
    <Page title={t(`title.${of.direction}`, { system })} isWide>
      <p>
        <Link href="/decisions">{t('back')}</Link>
      </p>
      {table.data === undefined && <Loading of={table} lines={8} />}
      {table.data !== undefined && (
        <div className={styles.page}>
          {table.data.newest === 0 ? (
            <Banner tone="info">{t('none.inward', { system })}</Banner>
          ) : (
            <p>{t(`means.${of.direction}`, { system })}</p>
          )}
          <Waiting table={table.data} />
          <Draft table={table.data} />
          <KnownCodes table={table.data} />
          <Versions versions={table.data.versions} />
        </div>
      )}
    </Page>
  );
}
