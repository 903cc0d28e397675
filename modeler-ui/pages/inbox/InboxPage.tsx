/** What came from other systems and belongs to no case: a person finds its case or says that it is none of ours. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import styles from './InboxPage.module.css';
import { type InboxItem, inboxQuery, STATES } from './queries.js';
import { SettleDialog } from './SettleDialog.js';
import { strings } from './strings.js';

export default function InboxPage() {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((one) => one === search.get('state')) ?? 'open';
  const items = useQuery(inboxQuery(state));
  const [chosen, setChosen] = useState<InboxItem | null>(null);
  const called = ({ system, number, recordId }: InboxItem) => `${knownText(words, tWords, 'system', system)} ${number ?? recordId}`;
  const stands = ({ status, outcome }: InboxItem) => [status, outcome].filter((word) => word !== null).join(', ');
  return (
    <Page title={t('title')} isWide>
      <p>{t('why')}</p>
      <div className={styles.show}>
        <SelectChoice
          label={t('show')}
          choices={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          value={state}
          isRequired
          onChange={(value) => setSearch(value === 'settled' ? { state: 'settled' } : {}, { replace: true })}
        />
      </div>
      {items.data === undefined ? (
        <Loading of={items} lines={6} />
      ) : items.data.length === 0 ? (
        <EmptyState title={t(`empty.${state}`)} />
      ) : (
        <PlainTable
          label={t('table')}
          rows={items.data}
          keyOf={({ id }) => id}
          stacks
          columns={[
            { id: 'called', title: t('column.called'), cell: called },
            { id: 'title', title: t('column.title'), cell: ({ title }) => title ?? '' },
            { id: 'stands', title: t('column.stands'), cell: stands },
            { id: 'named', title: t('column.named'), cell: ({ named }) => named ?? '' },
            { id: 'at', title: t('column.at'), cell: ({ lastAt }) => <When at={lastAt} /> },
            {
              id: 'act',
              title: t('column.settled'),
              cell: (item) =>
                item.decision === null ? (
                  <Button kind="quiet" onPress={() => setChosen(item)} aria-label={t('settle.named', { name: called(item) })}>
                    {t('settle')}
                  </Button>
                ) : item.caseNumber === null ? (
                  `${nameOf(item.decidedBy)}: ${item.reason ?? ''}`
                ) : (
                  <Link href={`/cases/${encodeURIComponent(item.caseNumber)}`}>{item.caseNumber}</Link>
                ),
            },
          ]}
        />
      )}
      {chosen !== null && <SettleDialog item={chosen} name={called(chosen)} onClose={() => setChosen(null)} />}
    </Page>
  );
}
