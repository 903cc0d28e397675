/** An empty queue: why, and what to do next; and a search without result: what was asked, and how to widen it. */
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../../api/schema.js';
import { Button } from '../../components/Button/Button.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { useStrings } from '../../i18n/language.js';
import { isNarrowed, type QueueFilters } from './filters.js';
import { classificationsQuery } from './queries.js';
import { strings } from './strings.js';

interface NothingWaitsProps {
  readonly filters: QueueFilters;
  readonly counts: Schemas['TaskCounts'] | undefined;
  readonly onChange: (changes: Partial<QueueFilters>) => void;
  readonly onTake: () => void;
}

export function NothingWaits({ filters, counts, onChange, onTake }: NothingWaitsProps) {
  const t = useStrings(strings);
  const classifications = useQuery(classificationsQuery).data ?? [];
  if (isNarrowed(filters)) {
    const what = [
      classifications.find(({ code }) => code === filters.classification)?.name ?? filters.classification,
      filters.isFree ? t('no-result.free') : null,
    ];
    return (
      <EmptyState
        title={t('no-result', { what: what.filter((part) => part !== null).join(', ') })}
        action={<Button onPress={() => onChange({ isFree: false, classification: null })}>{t('filter.clear')}</Button>}
      />
    );
  }
  if (filters.view !== 'mine' && filters.view !== 'questions') return <EmptyState title={t(`empty.${filters.view}`)} />;
  const free = counts?.unassigned ?? 0;
  return (
    <EmptyState title={t('empty.mine')} action={free === 0 ? undefined : <Button onPress={onTake}>{t('take-next')}</Button>}>
      {free === 0 ? t('empty.mine.none') : t('empty.mine.next', { count: free })}
    </EmptyState>
  );
}
