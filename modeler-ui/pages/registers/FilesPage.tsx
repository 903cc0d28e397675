/** The built-in DMS (EOD) as its own people see it: files, and the one that was chosen, which a department closes with a result. */
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { RadioChoice } from '../../components/ChoiceField/ChoiceField.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { type PlainColumn, PlainTable } from '../../components/PlainTable/PlainTable.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { departmentsQuery } from '../../people/people.js';
import { FileRecord } from './FileRecord.js';
import { OneCase } from './OneCase.js';
import { type DmsFile, filesQuery } from './queries.js';
import { RegisterLinks } from './RegisterLinks.js';
import styles from './Registers.module.css';
import { strings } from './strings.js';
import { useRecordFocus } from './use-record-focus.js';

/** What the record beside the table says too: with both there is no room for it twice. */
const IN_RECORD: ReadonlySet<string> = new Set(['planned', 'opened']);

export default function FilesPage() {
  const t = useStrings(strings);
  const [search, setSearch] = useSearchParams();
  const caseNumber = search.get('case');
  const showsAll = search.get('state') === 'all' || caseNumber !== null;
  const chosen = search.get('file');
  const files = useQuery(filesQuery({ caseNumber, state: showsAll ? null : 'open' }));
  const departments = useQuery(departmentsQuery).data;
  const change = (changes: Readonly<Record<string, string | null>>) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(changes)) value === null ? next.delete(name) : next.set(name, value);
      return next;
    });
  const file = files.data?.find(({ id }) => id === chosen) ?? (caseNumber === null ? undefined : files.data?.[0]);
  const focus = useRecordFocus(file?.id);
  const choose = (id: string) => {
    focus.leave();
    change({ file: id });
  };
  const close = () => {
    focus.comeBack();
    change({ file: null, case: null });
  };
  const columns: readonly PlainColumn<DmsFile>[] = [
    {
      id: 'file',
      title: t('column.file'),
      cell: (row) => (
        <Button kind="quiet" onPress={() => choose(row.id)} aria-label={t('record.choose', { number: row.fileNumber })}>
          <span data-figures>{row.fileNumber}</span>
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
    {
      id: 'department',
      title: t('column.department'),
      cell: (row) => departments && (departments.find(({ id }) => id === row.department)?.name ?? row.department),
    },
    { id: 'state', title: t('column.state'), cell: (row) => <FileStateChip state={row.state} /> },
    {
      id: 'planned',
      title: t('column.planned'),
      cell: (row) => row.plannedAt !== null && <When at={row.plannedAt} dayOnly />,
    },
    { id: 'opened', title: t('column.opened'), cell: (row) => <When at={row.openedAt} /> },
  ];
  return (
    <Page title={t('dms.title')} isWide>
      <RegisterLinks here="dms" />
      {caseNumber === null ? (
        <div className={styles.filters}>
          <RadioChoice
            label={t('filter')}
            choices={[
              { value: 'open', label: t('filter.open') },
              { value: 'all', label: t('filter.all') },
            ]}
            value={showsAll ? 'all' : 'open'}
            onChange={(state) => change({ state: state === 'all' ? 'all' : null })}
            isRequired
          />
        </div>
      ) : (
        <OneCase number={caseNumber} onClear={() => change({ case: null, file: null })} />
      )}
      {files.data === undefined ? (
        <Loading of={files} lines={8} />
      ) : files.data.length === 0 ? (
        <EmptyState title={t('empty.dms')}>{t('empty.dms.why')}</EmptyState>
      ) : (
        <div className={`${styles.body} ${file === undefined ? '' : styles.beside}`}>
          <PlainTable<DmsFile>
            stacks
            label={t('dms.table')}
            rows={files.data}
            keyOf={({ id }) => id}
            current={file?.id ?? null}
            columns={columns.filter(({ id }) => file === undefined || !IN_RECORD.has(id))}
          />
          {file !== undefined && <FileRecord key={file.id} file={file} title={focus.title} onClose={close} />}
        </div>
      )}
    </Page>
  );
}

function FileStateChip({ state }: { readonly state: DmsFile['state'] }) {
  const t = useStrings(strings);
  return (
    <Chip tone={state === 'closed' ? 'good' : 'neutral'} sign={state === 'closed' ? '✓' : '●'}>
      {t(`state.${state}`)}
    </Chip>
  );
}
