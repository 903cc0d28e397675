/** All that is published beside the diagrams: decision tables and forms, where they are used, who changed them last. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { useStrings } from '../../i18n/language.js';
import { CodeTables } from './CodeTables.js';
import styles from './DecisionsPage.module.css';
import { LastChange } from './LastChange.js';
import { type ModelPart, partsQuery } from './queries.js';
import { strings } from './strings.js';
import { Uses } from './Uses.js';

export default function DecisionsPage() {
  const t = useStrings(strings);
  const parts = useQuery(partsQuery);
  return (
    <Page title={t('rail')} isWide>
      <p>
        <Link href="/field-owners">{t('to-owners')}</Link>
      </p>
      {parts.data === undefined && <Loading of={parts} lines={8} />}
      {parts.data?.length === 0 && (
        <EmptyState title={t('empty.title')} action={<Link href="/case-types">{t('empty.act')}</Link>}>
          {t('empty.why')}
        </EmptyState>
      )}
      <Group title={t('group.decisions')} parts={(parts.data ?? []).filter(({ kind }) => kind === 'decisions')} />
      <CodeTables />
      <Group title={t('group.form')} parts={(parts.data ?? []).filter(({ kind }) => kind === 'form')} />
    </Page>
  );
}

function Group({ title, parts }: { readonly title: string; readonly parts: readonly ModelPart[] }) {
  const t = useStrings(strings);
  if (parts.length === 0) return null;
  return (
    <>
      <h2 className={styles.group}>{title}</h2>
      <PlainTable
        stacks
        label={title}
        rows={parts}
        keyOf={({ id }) => id}
        columns={[
          {
            id: 'name',
            title: t('name'),
            cell: ({ kind, id, name }) => <Link href={`/decisions/${kind}/${encodeURIComponent(id)}`}>{name}</Link>,
          },
          { id: 'used', title: t('used'), cell: ({ usedIn }) => (usedIn.length === 0 ? t('used.none') : <Uses usedIn={usedIn} />) },
          { id: 'version', title: t('version'), cell: ({ version }) => version, isNumber: true },
          { id: 'changed', title: t('changed'), cell: (part) => <LastChange {...part} /> },
        ]}
      />
    </>
  );
}
