/** The queue as a dense table: Space previews a task, Enter or a double click opens its case. */
import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { useNow } from '../../app/now.js';
import { Chip } from '../../components/Chip/Chip.js';
import { ClockChip } from '../../components/Chip/ClockChip.js';
import { DenseTable } from '../../components/DenseTable/DenseTable.js';
import { Checkbox } from '../../components/Field/Field.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { AfterWait } from './AfterWait.js';
import { AsideMark, isAside } from './AsideMark.js';
import type { CalmRow } from './calm-list.js';
import { dueAt } from './due.js';
import type { Task } from './queries.js';
import { strings } from './strings.js';
import styles from './TaskTable.module.css';

/** Its least width is said, since the table's own is wider. */
const PICK = { id: 'pick', width: 44, minWidth: 44, holdsControl: true } as const;
/** Together with that one they fit into a laptop's window beside the rail. */
const COLUMNS = [
  { id: 'due', width: 196 },
  { id: 'number', width: 140 },
  { id: 'classification', minWidth: 160 },
  { id: 'resident', minWidth: 120 },
  { id: 'place', minWidth: 100 },
  { id: 'tier', width: 72, minWidth: 72 },
  { id: 'assignee', minWidth: 120 },
  { id: 'last', width: 140 },
] as const;
type ColumnId = typeof PICK.id | (typeof COLUMNS)[number]['id'];

interface TaskTableProps {
  readonly rows: readonly CalmRow<Task>[];
  readonly current: string | null;
  readonly onCurrent: (key: string | null) => void;
  readonly onOpen: (caseNumber: string) => void;
  readonly onPreview: () => void;
  /** For whoever gives out tasks: those that are picked. Absent: no column for it. */
  readonly picked?: ReadonlySet<string>;
  readonly onPick?: (key: string, isPicked: boolean) => void;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
  /** What waits is listed: when it is due again counts more there than when it was promised. */
  readonly isOfWaiting: boolean;
}

export function TaskTable({ rows, onOpen, picked, onPick, isOfWaiting, ...table }: TaskTableProps) {
  const t = useStrings(strings);
  const hasPicks = picked !== undefined;
  const columns = useMemo(() => {
    const titled = COLUMNS.map((column) => ({ ...column, title: t(`column.${column.id}`), isRowHeader: column.id === 'number' }));
    return hasPicks ? [{ ...PICK, title: <span className="only-heard">{t('column.pick')}</span> }, ...titled] : titled;
  }, [hasPicks, t]);
  const items = useMemo(() => rows.map((row) => ({ id: row.item.key, ...row })), [rows]);
  const pick = useRef(onPick);
  useLayoutEffect(() => {
    pick.current = onPick;
  });
  const cell = useCallback(
    (column: ColumnId, row: CalmRow<Task>) =>
      column === 'pick' ? (
        <Checkbox
          isSelected={picked?.has(row.item.key) === true}
          onChange={(isPicked) => pick.current?.(row.item.key, isPicked)}
          isDisabled={row.isGone}
          aria-label={`${t('column.pick')} ${row.item.caseNumber}`}
        >
          {''}
        </Checkbox>
      ) : (
        <TaskCell column={column} row={row} isOfWaiting={isOfWaiting} />
      ),
    [picked, isOfWaiting, t],
  );
  return (
    <DenseTable<(typeof items)[number], ColumnId>
      {...table}
      label={t('table')}
      hint={t('hint')}
      columns={columns}
      items={items}
      cell={cell}
      onOpen={(key) => {
        const found = rows.find(({ item }) => item.key === key);
        if (found !== undefined) onOpen(found.item.caseNumber);
      }}
    />
  );
}

interface TaskCellProps {
  readonly column: Exclude<ColumnId, 'pick'>;
  readonly row: CalmRow<Task>;
  readonly isOfWaiting: boolean;
}

function TaskCell({ column, row, isOfWaiting }: TaskCellProps) {
  const { item: task } = row;
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  switch (column) {
    case 'due':
      return <DueCell row={row} isOfWaiting={isOfWaiting} />;
    case 'number':
      return <span data-figures>{task.caseNumber}</span>;
    case 'classification':
      return (
        <>
          <AfterWait task={task} /> {task.classificationName}
        </>
      );
    case 'resident':
      return task.resident ?? <span className={styles.faint}>{tWords('anonymous')}</span>;
    case 'place':
      return task.place ?? '';
    case 'tier':
      return task.tier === null ? '' : knownText(words, tWords, 'tier', task.tier);
    case 'assignee':
      return task.assignee === null ? <span className={styles.faint}>{t('free')}</span> : nameOf(task.assignee);
    case 'last':
      return <When at={task.lastEventAt} />;
  }
}

function DueCell({ row: { item: task, isGone }, isOfWaiting }: Omit<TaskCellProps, 'column'>) {
  const t = useStrings(strings);
  const now = useNow();
  if (isGone) return <Chip tone="neutral">{t('gone')}</Chip>;
  if (task.state === 'closing') return <Chip tone="paused">{t('closing')}</Chip>;
  if (isOfWaiting && isAside(task, now)) return <AsideMark task={task} />;
  return <ClockChip dueAt={dueAt(task)} pausedSince={task.waitingSince} isLateByPart={task.lateByPart} />;
}
