/** The auditor's list on a phone: one card a case, each a link to its history. */
import { Link } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { useStrings } from '../../i18n/language.js';
import cardStyles from '../queue/TaskCards.module.css';
import { CaseCell } from './CaseCell.js';
import type { CaseRow } from './queries.js';
import { strings } from './strings.js';

interface CaseCardsProps {
  readonly rows: readonly CaseRow[];
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
}

export function CaseCards({ rows, hasMore, isLoadingMore, onMore }: CaseCardsProps) {
  const t = useStrings(strings);
  return (
    <div className={cardStyles.list}>
      <ul className={cardStyles.cards} aria-label={t('table')}>
        {rows.map((row) => (
          <li key={row.number}>
            <Link href={`/cases/${encodeURIComponent(row.number)}/history`} className={cardStyles.card}>
              <strong>{row.classificationName}</strong>
              <span className={cardStyles.meta} data-figures>
                {row.number} · <CaseCell column="status" row={row} /> · <CaseCell column="registered" row={row} />
              </span>
              <span className={cardStyles.meta}>
                <CaseCell column="closed" row={row} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button onPress={onMore} isPending={isLoadingMore}>
          {t('more.show')}
        </Button>
      )}
    </div>
  );
}
