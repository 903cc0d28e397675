/** The built-in CRM as its own people see it: what arrived there, and the record that was chosen. */
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Facts } from '../../components/Facts/Facts.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import { OneCase } from './OneCase.js';
import { type CrmRecord, recordsQuery } from './queries.js';
import { RegisterLinks } from './RegisterLinks.js';
import styles from './Registers.module.css';
import { strings } from './strings.js';
import { useRecordFocus } from './use-record-focus.js';

export default function CrmPage() {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const [search, setSearch] = useSearchParams();
  const caseNumber = search.get('case');
  const records = useQuery(recordsQuery(caseNumber));
  const chosen = records.data?.find(({ id }) => id === search.get('record'));
  const focus = useRecordFocus(chosen?.id);
  const choose = (record: string) => {
    focus.leave();
    setSearch({ ...(caseNumber === null ? {} : { case: caseNumber }), record });
  };
  const channel = (row: CrmRecord) => knownText(words, tWords, 'channel', row.channel);
  const status = (row: CrmRecord) => knownText(strings, t, 'status', row.status);
  return (
    <Page title={t('crm.title')} isWide>
      <RegisterLinks here="crm" />
      {caseNumber !== null && <OneCase number={caseNumber} onClear={() => setSearch({})} />}
      {records.data === undefined ? (
        <Loading of={records} lines={8} />
      ) : records.data.length === 0 ? (
        <EmptyState title={t('empty.crm')}>{t('empty.crm.why')}</EmptyState>
      ) : (
        <div className={`${styles.body} ${chosen === undefined ? '' : styles.beside}`}>
          <PlainTable<CrmRecord>
            stacks
            label={t('crm.table')}
            rows={records.data}
            keyOf={({ id }) => id}
            current={chosen?.id ?? null}
            columns={[
              {
                id: 'number',
                title: t('column.number'),
                cell: (row) => (
                  <Button kind="quiet" onPress={() => choose(row.id)} aria-label={t('record.choose-crm', { number: row.number })}>
                    <span data-figures>{row.number}</span>
                  </Button>
                ),
              },
              {
                id: 'case',
                title: t('column.case'),
                cell: (row) => (
                  <Link href={`/cases/${row.caseNumber}`} data-figures>
                    {row.caseNumber}
                  </Link>
                ),
              },
              { id: 'title', title: t('column.title'), cell: (row) => row.title },
              { id: 'channel', title: t('column.channel'), cell: channel },
              { id: 'status', title: t('column.status'), cell: status },
              { id: 'promise', title: t('column.promise'), cell: ({ promiseAt }) => (promiseAt === null ? '—' : <When at={promiseAt} />) },
              { id: 'changed', title: t('column.changed'), cell: (row) => <When at={row.changedAt} /> },
            ]}
          />
          {chosen !== undefined && (
            <section className={styles.record} aria-labelledby="record-title">
              <h2 id="record-title" ref={focus.title} tabIndex={-1}>
                {t('record.crm-title', { number: chosen.number })}
              </h2>
              <Facts
                facts={[
                  { name: t('column.title'), value: chosen.title },
                  { name: t('column.channel'), value: channel(chosen) },
                  { name: t('column.status'), value: status(chosen) },
                  { name: t('record.result'), value: chosen.outcome },
                  { name: t('column.promise'), value: chosen.promiseAt === null ? null : <When at={chosen.promiseAt} /> },
                  { name: t('column.statutory'), value: chosen.statutoryAt === null ? null : <When at={chosen.statutoryAt} /> },
                  { name: t('column.opened'), value: <When at={chosen.openedAt} /> },
                  { name: t('column.changed'), value: <When at={chosen.changedAt} /> },
                ]}
              />
              <Link href={`/cases/${encodeURIComponent(chosen.caseNumber)}`}>{t('record.case', { number: chosen.caseNumber })}</Link>
            </section>
          )}
        </div>
      )}
    </Page>
  );
}
