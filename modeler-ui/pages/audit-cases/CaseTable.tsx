/** The auditor's list as a dense table: Enter opens a case's history. */
import { useMemo } from 'react';
import { DenseTable } from '../../components/DenseTable/DenseTable.js';
import { useStrings } from '../../i18n/language.js';
import { CaseCell } from './CaseCell.js';
import { COLUMNS, type Column } from './filters.js';
import type { CaseRow } from './queries.js';
import { strings } from './strings.js';

const WIDTHS: Readonly<Record<Column, { readonly width?: number; readonly minWidth?: number }>> = {
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
  readonly columns: readonly Column[];
  readonly current: string | null;
  readonly onCurrent: (number: string | null) => void;
  readonly onOpen: (number: string) => void;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
}

export function CaseTable({ rows, columns, ...table }: CaseTableProps) {
  const t = useStrings(strings);
  const items = useMemo(() => rows.map((row) => ({ id: row.number, row })), [rows]);
  // As text: the page reads them from the address anew each time.
  const chosen = columns.join();
  const titled = useMemo(
    () =>
      COLUMNS.filter((id) => chosen.split(',').includes(id)).map((id) => ({
        id,
        title: t(`column.${id}`),
        isRowHeader: id === 'number',
        ...WIDTHS[id],
      })),
    [chosen, t],
  );
  return <DenseTable {...table} label={t('table')} hint={t('hint')} columns={titled} items={items} cell={cellOf} />;
}

function cellOf(column: Column, { row }: { readonly row: CaseRow }) {
  return <CaseCell column={column} row={row} />;
}
