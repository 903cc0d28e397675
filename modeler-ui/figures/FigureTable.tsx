/** Figures of two weeks and two months side by side, each with how it is counted. */
import type { Schemas } from '../api/schema.js';
import { PlainTable } from '../components/PlainTable/PlainTable.js';
import { useLanguage, useStrings } from '../i18n/language.js';
import { useDuration } from '../i18n/use-duration.js';
import styles from './FigureTable.module.css';
import { strings } from './strings.js';

export type Figures = Schemas['Figures'];

const COUNTS = ['registered', 'settled', 'firstContact', 'handedOn', 'sentBack', 'reopened', 'late'] as const;
const ROWS = [...COUNTS, 'handling'] as const;

interface FigureTableProps {
  readonly label: string;
  readonly figures: readonly Figures[];
}

export function FigureTable({ label, figures }: FigureTableProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const duration = useDuration();
  const numbers = new Intl.NumberFormat(language);
  const shown = (of: Figures, row: (typeof ROWS)[number]): string => {
    if (row !== 'handling') return numbers.format(of[row]);
    return of.handlingMs === null ? t('none') : duration(of.handlingMs);
  };
  return (
    <PlainTable<{ readonly id: (typeof ROWS)[number] }>
      label={label}
      rows={ROWS.map((id) => ({ id }))}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'what',
          title: t('column.what'),
          cell: ({ id }) => (
            <>
              <span className={styles.what}>{t(`what.${id}`)}</span>
              <span className={styles.how}>{t(`how.${id}`)}</span>
            </>
          ),
        },
        ...figures.map((of) => ({
          id: of.period,
          title: t(`period.${of.period}`),
          cell: ({ id }: { readonly id: (typeof ROWS)[number] }) => shown(of, id),
          isNumber: true,
        })),
      ]}
    />
  );
}
