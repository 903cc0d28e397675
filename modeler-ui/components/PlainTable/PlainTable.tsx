/** A table that is read, not worked through. See README.md. */
import type { ReactNode } from 'react';
import styles from './PlainTable.module.css';

export interface PlainColumn<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
}

interface PlainTableProps<Row> {
  readonly label: string;
  readonly columns: readonly PlainColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The row that is shown in more words elsewhere. */
  readonly current?: string | null;
  /** No longer in use; a cell says so in words. */
  readonly isFaded?: (row: Row) => boolean;
  /** On a phone each row is a block of named lines, so that what one does with it isn't off the screen. */
  readonly stacks?: boolean;
}

export function PlainTable<Row>({ label, columns, rows, keyOf, current = null, isFaded, stacks = false }: PlainTableProps<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (2.1.1)
    <section className={`${styles.frame} ${stacks ? styles.stacks : ''}`} aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <caption className="only-heard">{label}</caption>
        <thead>
          <tr>
            {columns.map(({ id, title, isNumber }) => (
              <th key={id} scope="col" className={isNumber === true ? styles.number : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              className={keyOf(row) === current ? styles.current : isFaded?.(row) === true ? styles.faded : undefined}
              aria-current={keyOf(row) === current || undefined}
            >
              {columns.map(({ id, title, cell, isNumber }, index) =>
                index === 0 ? (
                  <th key={id} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={id} data-title={title} className={isNumber === true ? styles.number : undefined}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
