/** The auditor's list as a dense table: only the visible rows are drawn; arrow keys move, Enter opens the history. */
import { useMemo } from 'react';
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
import tableStyles from '../queue/TaskTable.module.css';
import { CaseCell } from './CaseCell.js';
import type { Column as ColumnId } from './filters.js';
import type { CaseRow } from './queries.js';
import { strings } from './strings.js';

const WIDTHS: Readonly<Record<ColumnId, { readonly width?: number; readonly minWidth?: number }>> = {
  number: { width: 136 },
  classification: { minWidth: 180 },
  status: { width: 112 },
  tier: { width: 84 },
  assignee: { minWidth: 140 },
  registered: { width: 136 },
  'promise-first': { width: 136 },
  promise: { width: 136 },
  // With the mark that it was late.
  closed: { width: 236 },
  'hand-ons': { width: 100 },
  runs: { width: 80 },
  version: { width: 90 },
  outcome: { width: 130 },
};

interface CaseTableProps {
  readonly rows: readonly CaseRow[];
  readonly columns: readonly ColumnId[];
  readonly current: string | null;
  readonly onCurrent: (number: string | null) => void;
  readonly onOpen: (number: string) => void;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
}

export function CaseTable({ rows, columns, current, onCurrent, onOpen, isLoadingMore, onMore }: CaseTableProps) {
  const t = useStrings(strings);
  const rowPx = useRowPx();
  // The same objects as long as the rows are the same: a row that is known isn't built again at each key.
  const items = useMemo(() => rows.map((row) => ({ id: row.number, row })), [rows]);
  return (
    <div className={tableStyles.frame}>
      <Virtualizer layout={TableLayout} layoutOptions={{ rowHeight: rowPx, headingHeight: rowPx }}>
        <ResizableTableContainer className={tableStyles.scroller}>
          <Table
            key={columns.join()}
            className={tableStyles.table}
            aria-label={t('table')}
            aria-description={t('hint')}
            selectionMode="single"
            selectionBehavior="replace"
            selectedKeys={current === null ? [] : [current]}
            onSelectionChange={(keys) => onCurrent(keys === 'all' ? null : ([...keys].map(String)[0] ?? null))}
            onRowAction={(key) => onOpen(String(key))}
          >
            <TableHeader className={tableStyles.header}>
              {columns.map((id) => (
                <Column key={id} id={id} className={tableStyles.column} isRowHeader={id === 'number'} {...WIDTHS[id]}>
                  {t(`column.${id}`)}
                </Column>
              ))}
            </TableHeader>
            <TableBody>
              <Collection items={items}>
                {({ id, row }) => (
                  <Row id={id} className={tableStyles.row}>
                    {columns.map((column) => (
                      <Cell key={column} className={tableStyles.cell}>
                        <CaseCell column={column} row={row} />
                      </Cell>
                    ))}
                  </Row>
                )}
              </Collection>
              <TableLoadMoreItem onLoadMore={onMore} isLoading={isLoadingMore} className={tableStyles.more}>
                {t('more.loading')}
              </TableLoadMoreItem>
            </TableBody>
          </Table>
        </ResizableTableContainer>
      </Virtualizer>
    </div>
  );
}
