/** A published table to read and to try. */
import { useState } from 'react';
import { Banner } from '../../components/Banner/Banner.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { strings } from '../../decisions/strings.js';
import { TableView } from '../../decisions/TableView.js';
import { TryTable } from '../../decisions/TryTable.js';
import { useTables } from '../../decisions/use-tables.js';
import { useStrings } from '../../i18n/language.js';

export default function PublishedTable({ id, xml }: { readonly id: string; readonly xml: string }) {
  const t = useStrings(strings);
  const tables = useTables(xml);
  const [fired, setFired] = useState<readonly string[]>([]);
  if (tables.type === 'reading') return <Skeleton lines={6} />;
  if (tables.type === 'unreadable') return <Banner tone="late">{t('unreadable', { reason: tables.reason })}</Banner>;
  const table = tables.file.tables.find(({ decisionId }) => decisionId === id);
  if (table === undefined)
    return <p>{t('not-a-table', { name: tables.file.others.find(({ decisionId }) => decisionId === id)?.name ?? id })}</p>;
  return (
    <>
      <TryTable xml={xml} file={tables.file} table={table} onFired={setFired} />
      <TableView table={table} fired={fired} />
    </>
  );
}
