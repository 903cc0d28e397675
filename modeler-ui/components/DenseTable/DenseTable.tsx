/** A list that is worked through: only the visible rows are drawn; arrow keys move, Enter or a double click opens. See README.md. */
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
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
import { useStrings } from '../../i18n/language.js';
import { useRowPx } from '../../session/own-settings.js';
import styles from './DenseTable.module.css';
import { strings } from './strings.js';

interface DenseColumn<Id extends string> {
  readonly id: Id;
  readonly title: ReactNode;
  readonly width?: number;
  readonly minWidth?: number;
  readonly isRowHeader?: boolean;
  /** As high as the row. */
  readonly holdsControl?: boolean;
}

interface DenseItem {
  readonly id: string;
  /** It left the list meanwhile. */
  readonly isGone?: boolean;
}

interface DenseTableProps<Item extends DenseItem, Id extends string> {
  readonly label: string;
  /** Which keys do what. */
  readonly hint: string;
  readonly columns: readonly DenseColumn<Id>[];
  readonly items: readonly Item[];
  readonly cell: (column: Id, item: Item) => ReactNode;
  readonly current: string | null;
  readonly onCurrent: (id: string | null) => void;
  readonly onOpen: (id: string) => void;
  /** Space, which has made its row the current one. */
  readonly onPreview?: () => void;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
}

export function DenseTable<Item extends DenseItem, Id extends string>({
  label,
  hint,
  columns,
  items,
  cell,
  current,
  onCurrent,
  onOpen,
  onPreview,
  isLoadingMore,
  onMore,
}: DenseTableProps<Item, Id>) {
  const t = useStrings(strings);
  const rowPx = useRowPx();
  const more = useRef(onMore);
  useLayoutEffect(() => {
    more.current = onMore;
  });
  // The same elements as long as the rows are the same: two hundred rows aren't built again at each key.
  const header = useMemo(
    () => (
      <TableHeader className={styles.header}>
        {columns.map(({ id, title, holdsControl, ...column }) => (
          <Column key={id} id={id} className={styles.column} {...column}>
            {title}
          </Column>
        ))}
      </TableHeader>
    ),
    [columns],
  );
  const body = useMemo(
    () => (
      <TableBody>
        <Collection items={items} dependencies={[columns, cell]}>
          {(item) => (
            <Row id={item.id} className={`${styles.row} ${item.isGone === true ? styles.gone : ''}`}>
              {columns.map(({ id, holdsControl }) => (
                <Cell key={id} className={`${styles.cell} ${holdsControl === true ? styles.control : ''}`}>
                  {cell(id, item)}
                </Cell>
              ))}
            </Row>
          )}
        </Collection>
        <TableLoadMoreItem onLoadMore={() => more.current()} isLoading={isLoadingMore} className={styles.more}>
          {t('more.loading')}
        </TableLoadMoreItem>
      </TableBody>
    ),
    [items, columns, cell, t, isLoadingMore],
  );
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (onPreview === undefined || event.key !== ' ' || event.target instanceof HTMLInputElement) return;
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
            key={columns.map(({ id }) => id).join()}
            className={styles.table}
            aria-label={label}
            aria-description={hint}
            selectionMode="single"
            selectionBehavior="replace"
            selectedKeys={current === null ? [] : [current]}
            onSelectionChange={(keys) => onCurrent(keys === 'all' ? null : ([...keys].map(String)[0] ?? null))}
            onRowAction={(key) => onOpen(String(key))}
          >
            {header}
            {body}
          </Table>
        </ResizableTableContainer>
      </Virtualizer>
    </div>
  );
}
