/** One classification: what stands in it now, changing it with a note, and every earlier version. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'wouter';
import { type Classification, classificationsQuery } from '../../catalogue/classifications.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { useStrings } from '../../i18n/language.js';
import styles from './Catalogue.module.css';
import { EntryForm } from './EntryForm.js';
import { EntryVersions } from './EntryVersions.js';
import { versionsQuery } from './queries.js';
import { strings } from './strings.js';

const NEW_CODE = 'new';

const EMPTY: Classification = {
  code: '',
  name: '',
  caseType: 'resident-matter',
  handling: 'standard',
  department: null,
  approvedAnswer: '',
  promise: '',
  ask: [],
  bring: [],
  keywords: [],
  active: true,
  nameEn: '',
  jrwaClass: '',
  archiveCategory: '',
  danger: false,
  questions: [],
  version: 0,
};

export default function EntryPage() {
  const { code = '' } = useParams<{ readonly code: string }>();
  const t = useStrings(strings);
  const isNew = code === NEW_CODE;
  const catalogue = useQuery(classificationsQuery);
  const versions = useQuery({ ...versionsQuery(code), enabled: !isNew });
  const entry = isNew ? EMPTY : catalogue.data?.find((one) => one.code === code);
  return (
    <Page title={isNew ? t('edit.new') : (entry?.name ?? t('rail'))}>
      <p className={styles.about}>
        <Link href="/catalogue">{t('to-list')}</Link>
      </p>
      {catalogue.data === undefined ? (
        <Loading of={catalogue} lines={10} />
      ) : !isNew && versions.data === undefined ? (
        <Loading of={versions} lines={10} />
      ) : entry === undefined ? (
        <p>{t('not-found', { code })}</p>
      ) : (
        <>
          <EntryForm
            key={`${entry.code} ${versions.data?.length ?? 0}`}
            entry={entry}
            isNew={isNew}
            version={versions.data?.[0]?.version ?? 0}
            taken={catalogue.data.map((one) => one.code)}
          />
          {!isNew && <EntryVersions versions={versions.data ?? []} />}
        </>
      )}
    </Page>
  );
}
