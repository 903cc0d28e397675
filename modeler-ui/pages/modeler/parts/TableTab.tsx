/** A decision table as a plain grid: every cell, rule and column by keyboard; beside it, what it would decide. */
import { useState } from 'react';
import { Banner } from '../../../components/Banner/Banner.js';
import { SelectChoice } from '../../../components/ChoiceField/ChoiceField.js';
import { Skeleton } from '../../../components/Skeleton/Skeleton.js';
import { strings as tableStrings } from '../../../decisions/strings.js';
import { TryTable } from '../../../decisions/TryTable.js';
import { HIT_POLICIES, type HitPolicy, type Table, type TableAct } from '../../../decisions/table.js';
import { useTableActs } from '../../../decisions/use-table-acts.js';
import { useTables } from '../../../decisions/use-tables.js';
import { useStrings } from '../../../i18n/language.js';
import { Typed } from '../Typed.js';
import type { Wanted } from './PartTab.js';
import { strings } from './part-strings.js';
import styles from './parts.module.css';
import { ReadyTerms } from './ReadyTerms.js';
import { TableColumns } from './TableColumns.js';
import { TableGrid } from './TableGrid.js';

const AGGREGATIONS = ['SUM', 'MIN', 'MAX', 'COUNT'] as const;
const NONE = 'none';

interface TableTabProps {
  readonly content: string;
  readonly wanted: Wanted | undefined;
  readonly onWrite: (content: string) => void;
}

export default function TableTab({ content, wanted, onWrite }: TableTabProps) {
  const t = useStrings(strings);
  const words = useStrings(tableStrings);
  const tables = useTables(content);
  const [chosen, setChosen] = useState('');
  const [fired, setFired] = useState<readonly string[]>([]);
  const { act } = useTableActs(content, onWrite);
  if (tables.type === 'reading') return <Skeleton lines={6} />;
  if (tables.type === 'unreadable') return <Banner tone="late">{words('unreadable', { reason: tables.reason })}</Banner>;
  const { file, xml } = tables;
  const table = file.tables.find(({ decisionId }) => decisionId === chosen) ?? file.tables[0];
  return (
    <div className={styles.decision}>
      {file.others.map(({ decisionId, name }) => (
        <p key={decisionId}>{words('not-a-table', { name })}</p>
      ))}
      {file.tables.length > 1 && (
        <SelectChoice
          label={t('which')}
          isRequired
          value={table?.decisionId ?? null}
          choices={file.tables.map(({ decisionId, name }) => ({ value: decisionId, label: name }))}
          onChange={setChosen}
        />
      )}
      {table !== undefined && (
        <>
          <OneTable
            table={table}
            fired={fired}
            wanted={wanted}
            onAct={(one) => {
              setFired([]);
              return act(table.decisionId, one);
            }}
          />
          <TryTable key={table.decisionId} xml={xml} file={file} table={table} onFired={setFired} />
        </>
      )}
    </div>
  );
}

interface OneTableProps {
  readonly table: Table;
  readonly fired: readonly string[];
  readonly wanted: Wanted | undefined;
  readonly onAct: (act: TableAct) => Promise<void>;
}

function OneTable({ table, fired, wanted, onAct }: OneTableProps) {
  const t = useStrings(strings);
  const words = useStrings(tableStrings);
  const { hitPolicy, aggregation } = table;
  return (
    <>
      <div className={styles.tableFacts}>
        <Typed label={t('table.name')} value={table.name} onDone={(name) => void onAct({ type: 'rename', name })} />
        <SelectChoice
          label={t('policy')}
          isRequired
          value={hitPolicy}
          choices={HIT_POLICIES.map((policy) => ({ value: policy, label: words(`hit.${policy}`) }))}
          onChange={(policy) => void onAct({ type: 'hit-policy', hitPolicy: policy as HitPolicy, aggregation })}
        />
        {hitPolicy === 'COLLECT' && (
          <SelectChoice
            label={t('aggregation')}
            isRequired
            value={aggregation || NONE}
            choices={[
              { value: NONE, label: t('aggregation.none') },
              ...AGGREGATIONS.map((one) => ({ value: one, label: t(`aggregation.${one}`) })),
            ]}
            onChange={(one) => void onAct({ type: 'hit-policy', hitPolicy, aggregation: one === NONE ? '' : one })}
          />
        )}
      </div>
      <TableGrid table={table} fired={fired} wanted={wanted} onAct={onAct} />
      <ReadyTerms key={table.decisionId} table={table} onAct={onAct} />
      <TableColumns table={table} onAct={onAct} />
    </>
  );
}
