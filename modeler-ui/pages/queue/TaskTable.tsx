/** The queue as a dense table: only the visible rows are drawn, arrow keys move, Space previews, Enter or a double click opens. */
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef } from 'react';
import {
  Cell,
  Collection,
  Column,
  ResizableTableContainer,
  Row,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  TableLoadMoreItem,
  Virtualizer,
} from 'react-aria-components';
import { Chip } from '../../components/Chip/Chip.js';
import { ClockChip } from '../../components/Chip/ClockChip.js';
import { Checkbox } from '../../components/Field/Field.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { useRowPx } from '../../session/own-settings.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { AfterWait } from './AfterWait.js';
import type { CalmRow } from './calm-list.js';
import { dueAt } from './due.js';
import type { Task } from './queries.js';
import { strings } from './strings.js';
import styles from './TaskTable.module.css';

/** Its least width is said, since the table's own is wider. */
const PICK = { id: 'pick', width: 44, minWidth: 44 } as const;
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
}

export function TaskTable({ rows, current, onCurrent, onOpen, onPreview, picked, onPick, isLoadingMore, onMore }: TaskTableProps) {
  const t = useStrings(strings);
  const rowPx = useRowPx();
  const hasPicks = picked !== undefined;
  const columns = useMemo(() => (hasPicks ? [PICK, ...COLUMNS] : COLUMNS), [hasPicks]);
  const acts = useRef({ onPick, onMore });
  useLayoutEffect(() => {
    acts.current = { onPick, onMore };
  });
  // The same objects and elements as long as the rows are the same: two hundred rows aren't built again at each key.
  const items = useMemo(() => rows.map((row) => ({ id: row.item.key, ...row })), [rows]);
  const header = useMemo(
    () => (
      <TableHeader className={styles.header}>
        {columns.map(({ id, ...size }) => (
          <Column key={id} id={id} className={styles.column} isRowHeader={id === 'number'} {...size}>
            {id === 'pick' ? <span className="only-heard">{t('column.pick')}</span> : t(`column.${id}`)}
          </Column>
        ))}
      </TableHeader>
    ),
    [columns, t],
  );
  const body = useMemo(
    () => (
      <TableBody>
        <Collection items={items} dependencies={[picked, t]}>
          {(row) => (
            <Row id={row.id} className={`${styles.row} ${row.isGone ? styles.gone : ''}`}>
              {columns.map(({ id }) => (
                <Cell key={id} className={`${styles.cell} ${id === 'pick' ? styles.pick : ''}`}>
                  {id === 'pick' ? (
                    <Checkbox
                      isSelected={picked?.has(row.item.key) === true}
                      onChange={(isPicked) => acts.current.onPick?.(row.item.key, isPicked)}
                      isDisabled={row.isGone}
                      aria-label={`${t('column.pick')} ${row.item.caseNumber}`}
                    >
                      {''}
                    </Checkbox>
                  ) : (
                    <TaskCell column={id} row={row} />
                  )}
                </Cell>
              ))}
            </Row>
          )}
        </Collection>
        <TableLoadMoreItem onLoadMore={() => acts.current.onMore()} isLoading={isLoadingMore} className={styles.more}>
          {t('more.loading')}
        </TableLoadMoreItem>
      </TableBody>
    ),
    [items, columns, picked, t, isLoadingMore],
  );
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== ' ' || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    event.stopPropagation();
    const row = event.target instanceof Element ? event.target.closest('[role="row"]')?.getAttribute('data-key') : null;
    if (row !== null && row !== undefined) onCurrent(row);
    onPreview();
  };
  return (
    <div className={styles.frame} onKeyDownCapture={onKeyDownCapture}>
      <Virtualizer layout={TableLayout} layoutOptions={{ rowHeight: rowPx, headingHeight: rowPx }}>
        <ResizableTableContainer className={styles.scroller}>
          <Table
            className={styles.table}
            aria-label={t('table')}
            aria-description={t('hint')}
            selectionMode="single"
            selectionBehavior="replace"
            selectedKeys={current === null ? [] : [current]}
            onSelectionChange={(keys) => onCurrent(keys === 'all' ? null : ([...keys].map(String)[0] ?? null))}
            onRowAction={(key) => {
              const found = rows.find(({ item }) => item.key === String(key));
              if (found !== undefined) onOpen(found.item.caseNumber);
            }}
          >
            {header}
            {body}
          </Table>
        </ResizableTableContainer>
      </Virtualizer>
    </div>
  );
}

function TaskCell({
  column,
  row: { item: task, isGone },
}: {
  readonly column: (typeof COLUMNS)[number]['id'];
  readonly row: CalmRow<Task>;
}) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  switch (column) {
    case 'due':
      if (isGone) return <Chip tone="neutral">{t('gone')}</Chip>;
      return task.state === 'closing' ? (
        <Chip tone="paused">{t('closing')}</Chip>
      ) : (
        <ClockChip dueAt={dueAt(task)} pausedSince={task.waitingSince} isLateByPart={task.lateByPart} />
      );
    case 'number':
      return <span data-figures>{task.caseNumber}</span>;
    case 'classification':
      return (
        <>
          {task.classificationName} <AfterWait task={task} />
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
