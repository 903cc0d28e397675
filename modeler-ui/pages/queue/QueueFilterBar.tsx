/** Narrows the queue: by classification, and to what nobody has. */
import { useQuery } from '@tanstack/react-query';
import { ComboBox } from '../../components/ComboBox/ComboBox.js';
import { Checkbox } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import type { QueueFilters } from './filters.js';
import styles from './QueueFilterBar.module.css';
import { classificationsQuery } from './queries.js';
import { strings } from './strings.js';

interface QueueFilterBarProps {
  readonly filters: QueueFilters;
  readonly onChange: (changes: Partial<QueueFilters>) => void;
}

export function QueueFilterBar({ filters, onChange }: QueueFilterBarProps) {
  const t = useStrings(strings);
  const choices = (useQuery(classificationsQuery).data ?? []).map(({ code, name, keywords }) => ({ value: code, label: name, keywords }));
  return (
    <search className={styles.filters} aria-label={t('filters')}>
      <div className={styles.classification}>
        <ComboBox
          label={t('filter.classification')}
          choices={choices}
          value={filters.classification}
          onChange={(classification) => onChange({ classification })}
          isFilter
        />
      </div>
      {filters.view !== 'mine' && (
        <Checkbox isSelected={filters.isFree} onChange={(isFree) => onChange({ isFree })}>
          {t('filter.free')}
        </Checkbox>
      )}
    </search>
  );
}
