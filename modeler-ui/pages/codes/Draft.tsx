/** The table as somebody changes it: nobody else sees it until it is checked and published. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { toasts } from '../../components/Toast/Toast.js';
import { strings as tableStrings } from '../../decisions/strings.js';
import { useTableActs } from '../../decisions/use-table-acts.js';
import { useTables } from '../../decisions/use-tables.js';
import { useDraft } from '../../forms/draft.js';
import { useStrings } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { TableGrid } from '../modeler/parts/TableGrid.js';
import { CheckResult } from './CheckResult.js';
import styles from './CodesPage.module.css';
import { PublishDialog } from './PublishDialog.js';
import { type Checked, type CodeTable, checkTable } from './queries.js';
import { strings } from './strings.js';

interface Edited {
  /** undefined: as it is published. */
  readonly xml?: string;
  readonly basedOn?: number;
}
const UNTOUCHED: Edited = {};

export function Draft({ table }: { readonly table: CodeTable }) {
  const t = useStrings(strings);
  const words = useStrings(tableStrings);
  const { login } = useSession().person;
  const [edited, change, forget] = useDraft<Edited>(`${login} codes ${table.system} ${table.direction}`, UNTOUCHED);
  const [checked, setChecked] = useState<{ readonly xml: string; readonly result: Checked }>();
  const [isPublishing, setPublishing] = useState(false);
  const xml = edited.xml ?? table.xml;
  const basedOn = edited.basedOn ?? table.newest;
  const isStale = basedOn !== table.newest;
  const tables = useTables(xml);
  const { act, settled } = useTableActs(xml, (next) => change({ xml: next, basedOn }));
  const check = useMutation({
    mutationFn: async () => {
      const latest = await settled();
      return { xml: latest, result: await checkTable(table, latest) };
    },
    onSuccess: setChecked,
    onError: (error) => toasts.add({ message: t('failed', { why: error.message }) }),
  });
  const drop = () => {
    forget();
    setChecked(undefined);
  };
  const isCurrent = checked?.xml === xml;
  const [first] = tables.type === 'read' ? tables.file.tables : [];
  return (
    <div className={styles.part}>
      <h2>{t('edit')}</h2>
      <p>{t('edit.help')}</p>
      {isStale && <Banner tone="late">{t('edit.stale')}</Banner>}
      {tables.type === 'reading' && <Skeleton lines={6} />}
      {tables.type === 'unreadable' && <Banner tone="late">{words('unreadable', { reason: tables.reason })}</Banner>}
      {first !== undefined && <TableGrid table={first} fired={[]} wanted={undefined} onAct={(one) => act(first.decisionId, one)} />}
      <div className={styles.acts}>
        <Button
          kind={isCurrent && !checked.result.blocked ? 'secondary' : 'primary'}
          onPress={() => check.mutate()}
          isPending={check.isPending}
        >
          {t('check')}
        </Button>
        {edited !== UNTOUCHED && (
          <Button kind="quiet" onPress={drop}>
            {t('discard')}
          </Button>
        )}
      </div>
      {checked !== undefined && (
        <div role="status" className={styles.part}>
          {isCurrent ? <CheckResult of={table} checked={checked.result} /> : <p>{t('checked.changed')}</p>}
        </div>
      )}
      {isCurrent && !checked.result.blocked && !isStale && (edited !== UNTOUCHED || table.newest === 0) && (
        <div className={styles.acts}>
          <Button kind="primary" onPress={() => setPublishing(true)}>
            {t('publish')}
          </Button>
        </div>
      )}
      {isPublishing && <PublishDialog of={table} xml={xml} basedOn={basedOn} onPublished={drop} onClose={() => setPublishing(false)} />}
    </div>
  );
}
